"""What "remember on this computer" does on Windows: Credential Manager, and the passphrase alone where it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import program

WHO = ("--country", "KH", "--office", "Phnom Penh", "--officer", "Dara")
pytestmark = pytest.mark.slow


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_key_lies_in_credential_manager_and_in_no_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    call = program(home, environment={"PYTHON_KEYRING_BACKEND": "keyring.backends.Windows.WinVaultKeyring"})
    call("init", tmp_path / "ws", *WHO, "--keyring")
    call("add", tmp_path / "ws", "training", "title=A", "code=T1", "start=2025-03-02", "count=9")
    assert call("check", tmp_path / "ws", "--json").json["ok"]
    assert not [name for name in files_below(home) if "/keys/" in f"/{name}"]
    strange = program(tmp_path / "other", environment={"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"})
    strange("figures", tmp_path / "ws", status=3)


def test_where_credential_manager_refuses_the_passphrase_opens(tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("correct horse battery")
    call = program(tmp_path / "home", environment={"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"})
    call("init", tmp_path / "ws", *WHO, "--passphrase-file", words)
    call("figures", tmp_path / "ws", status=3)
    call("figures", tmp_path / "ws", "--passphrase-file", words)
