"""Resources are found in a source tree, a wheel and a frozen bundle; folders follow the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from prossce_desktop.system import paths


def test_the_source_tree_keeps_its_resources_at_the_root() -> None:
    assert paths.resources() == Path(paths.__file__).resolve().parents[2] / "resources"
    assert paths.resource("sample/published_activities.csv").is_file()


def test_a_wheel_carries_its_resources_inside_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(paths, "_HERE", tmp_path)
    assert paths.resources() == tmp_path / "_resources"


def test_a_frozen_bundle_says_where_its_resources_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_a_portable_bundle_keeps_everything_beside_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "prossce-desktop"))
    assert not paths.data_folder().is_relative_to(tmp_path)
    (tmp_path / "portable").touch()
    for folder in (paths.data_folder(), paths.config_folder(), paths.log_folder(), paths.default_workspace()):
        assert folder.is_relative_to(tmp_path / "data")


def test_exports_go_to_documents_where_there_is_such_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("USERPROFILE" if sys.platform == "win32" else "HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_documents_dir", lambda: str(tmp_path / "Documents"))
    assert paths.exports_folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert paths.exports_folder() == tmp_path / "Documents"


def test_a_workspace_never_lies_in_the_folder_of_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Windows and macOS name one folder for data and settings, and nothing is written among the settings."""
    for name in ("user_data_dir", "user_config_dir"):
        monkeypatch.setattr(f"platformdirs.{name}", lambda *_of, **_how: str(tmp_path / "ProSSCE Desktop"))
    assert paths.config_folder() not in (paths.default_workspace(), *paths.default_workspace().parents)
    paths.data_folder().mkdir()
    made, _ = create(paths.default_workspace(), country="KH", office="O", officer="D", unlock=Plain())
    made.close()
    assert paths.config_folder().parent == paths.data_folder()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders of Linux")
@pytest.mark.parametrize("said", [None, "", "elsewhere", "not/absolute"])
def test_folders_are_those_that_the_system_names(said: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """XDG Base Directory Specification 0.8: a relative path in a variable is ignored, and so is an empty one."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        if said is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, str(tmp_path / said) if said == "elsewhere" else said)
    monkeypatch.setenv("HOME", str(tmp_path))
    usual = (".local/share", ".config", ".local/state") if said != "elsewhere" else ("elsewhere",) * 3
    data, config, state = (tmp_path / one / "ProSSCE Desktop" for one in usual)
    config = config if config != data else data / "settings"
    assert (paths.data_folder(), paths.config_folder(), paths.log_folder()) == (data, config, state / "log")
