"""A package without this program: the commands of the guide, with the programs they name."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from prossce_desktop.services.exchange import exchange_page, package_files
from prossce_desktop.store.workspace.workspace_lifecycle import Plain, create
from tests.ui.exchange.offices import invited, office, training

NEEDED = ("age", "tail", "bunzip2")
PERSONAL = ("age -d -i paper.txt personal.age > personal", "tail -c +65 personal > names.bz2", "bunzip2 names.bz2")


@pytest.mark.skipif(any(shutil.which(one) is None for one in NEEDED), reason="age or bunzip2 is not here")
@pytest.mark.rule("FORMAT1", "FORMAT2")
def test_the_guide_opens_a_package_with_the_paper_key_and_without_this_program(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "resources/help/12-exchange.md").read_text(encoding="utf-8")
    assert all(f"“{command}”" in guide for command in PERSONAL)
    store, paper = create(tmp_path / "kh", country="KH", office="Phnom Penh", officer="Sok Chantha", unlock=Plain(), recovery=True)
    with office(tmp_path) as regional, store:
        training(store, "KH-TR-1", "Sok Sophea")
        exchange_page.take_invitation(store, invited(regional, tmp_path / "mail"))
        [written] = package_files.make_packages(store, tmp_path / "mail", email=False)
    (tmp_path / "paper.txt").write_text(f"{paper}\n", encoding="utf-8")
    shell(f"age -d -i paper.txt mail/{written.path.name} > package.zip", tmp_path)
    with zipfile.ZipFile(tmp_path / "package.zip") as package:
        assert "request.age" in package.namelist(), "it is a first package"
        package.extractall(tmp_path)
    shell("bunzip2 body.bz2", tmp_path)
    assert "Training KH-TR-1" in (tmp_path / "body").read_text(encoding="utf-8")
    for command in PERSONAL:
        shell(command, tmp_path)
    assert "Sok Sophea" in (tmp_path / "names").read_text(encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        shell("age -d -i paper.txt request.age > request", tmp_path)


def shell(command: str, folder: Path) -> None:
    subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, check=True, capture_output=True)
