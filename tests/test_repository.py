"""The tree as it is handed over: whole, without addresses of registries or of somebody's machine, licences known."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = re.compile("|".join(["pypi" + r"\.org", "registry" + r"\.npmjs", r"/(work|root|home)/" + r"(main|shared|\w+/)", "files" + r"\.pythonhosted"]))
TEXT = {".py", ".md", ".toml", ".lock", ".csv", ".spec", ".txt", ".svg", ".po", ""}

pytestmark = pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="not a checkout")


def tracked() -> list[Path]:
    said = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    return [ROOT / name for name in said.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_registry_and_no_machine_is_named() -> None:
    found = {}
    for one in tracked():
        if one.suffix in TEXT:
            for number, line in enumerate(one.read_text(encoding="utf-8").splitlines(), 1):
                if NOT_OURS.search(line):
                    found[f"{one.relative_to(ROOT)}:{number}"] = line[:100]
    assert not found


def test_readme_names_only_targets_there_are() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)(?=[`\s])", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert {"run", "test"} <= named <= targets


def test_each_change_has_one_line_and_details_stand_behind_the_lines() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for release in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]:
        title, lines, details = release.split("\n", 1)[0], *release.partition("### Details")[::2]
        headings = re.findall(r"^### (.+)$", lines, re.MULTILINE)
        assert headings == [one for one in ("Added", "Changed", "Fixed") if one in headings], title
        changes = [line for line in lines.splitlines() if line.startswith("- ")]
        assert [line for line in changes if len(line) > 150 or not line.endswith(".")] == [], title
        plain = "\n".join(changes).replace("*", "").lower()
        paragraphs = [one for one in details.split("\n\n") if one.strip()]
        words = [re.match(r"\s*\*\*(.+?)\.?\*\*", one) for one in paragraphs]
        assert [one for one, word in zip(paragraphs, words, strict=True) if word is None or word[1].lower() not in plain] == [], title


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_make_alone_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    said = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert [name for name in phony if f"make {name}" not in said] == []


def test_nothing_inside_is_under_the_gpl_or_an_unknown_licence() -> None:
    said = subprocess.run([sys.executable, ROOT / ".ci" / "licences.py"], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
