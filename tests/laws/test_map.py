"""The map: each folder's page names its files, and every file and name that the pages tell of is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tests.laws.pages import PACKAGE

ROOT = PACKAGE.parent


def page_of(folder: Path) -> Path:
    """The page that names the files of a folder: its own README, or that of the nearest folder above; at last the map itself."""
    while folder != PACKAGE:
        if (folder / "README.md").is_file():
            return folder / "README.md"
        folder = folder.parent
    return PACKAGE / "ARCHITECTURE.md"


def named_by(page: Path) -> Counter[Path]:
    """The files that begin the items of a page; a heading that is a folder's name holds for the items beneath it."""
    found: Counter[Path] = Counter()
    folder = page.parent
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            folder = page.parent / line[3:] if (page.parent / line[3:]).is_dir() else page.parent
        elif line.startswith("- `"):
            found.update(folder / name for name in re.findall(r"`([\w./]+\.\w+)`", line.partition(": ")[0]))
    return found


def test_the_page_of_each_folder_names_its_files_and_no_others() -> None:
    """A file that is new, moved or gone is added to, moved in or taken from the README.md of its folder."""
    files = [
        one
        for one in PACKAGE.rglob("*")
        if one.is_file() and one.suffix in {".py", ".md", ".qss", ".typed"} and one.name not in {"__init__.py", "README.md"}
    ]
    pages = {page_of(one.parent) for one in files} | set(PACKAGE.rglob("README.md"))
    there = Counter(one for one in files if one.parent != PACKAGE / "decisions")
    named: Counter[Path] = sum((named_by(page) for page in pages), Counter())
    assert {str(one.relative_to(ROOT)): str(page_of(one.parent).relative_to(ROOT)) for one in there - named} == {}, "not named"
    assert [str(one.relative_to(ROOT)) for one in named - there] == [], "named, but not there"


def test_the_page_of_a_folder_is_short() -> None:
    lengths = {one.relative_to(ROOT): len(one.read_text(encoding="utf-8").splitlines()) for one in PACKAGE.rglob("README.md")}
    assert not {name: lines for name, lines in lengths.items() if lines > 60}


def test_every_file_folder_and_name_on_the_map_exists() -> None:
    """`services/sync/dry_run.py:look` is a file and what it defines; paths go from the package, the page's folder or the top."""
    wrong = []
    for page in (PACKAGE / "ARCHITECTURE.md", *PACKAGE.rglob("README.md"), *(PACKAGE / "decisions").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        for path, names in re.findall(r"`((?:[\w.]+/)+[\w.]*|\w+\.(?:py|md))(?::([\w.]+))?`", text):
            homes = [home / path for home in (PACKAGE, page.parent, ROOT) if (home / path).exists()] or list(PACKAGE.rglob(path))
            defined = homes[0].read_text(encoding="utf-8") if names and homes else ""
            if not homes or not all(re.search(rf"\b(?:def|class) {name}\b|^{name}\b.* = ", defined, re.M) for name in names.split(".") if name):
                wrong.append(f"{page.relative_to(ROOT)}: {path}:{names}")
        links = re.findall(r"\]\((?!http)([^)#]+)", text)
        wrong += [f"{page.relative_to(ROOT)}: {link}" for link in links if not (page.parent / link).exists()]
    assert wrong == []
