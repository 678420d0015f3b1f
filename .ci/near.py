"""Prints the files of tests that belong to what was changed; `make near` runs them.

near.py               what this branch changed since it left main, and what is not committed; on a clean
main its last commit near.py FILE ...      as if these had been changed

Tests belong to a module if they import it. Where those are few, the ones come too that have it through
other parts of the tests, and then those of what imports it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from grimp import ImportGraph, build_graph

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = ("tests/test_architecture.py", "tests/test_messages.py", "tests/test_wording.py")
FEW = 40
"""Files of tests."""
BESIDE = (
    ("prossce_desktop/cli/**/*", ("tests/cli",)),
    ("prossce_desktop/*.md", ("tests/laws",)),
    ("prossce_desktop/**/*.md", ("tests/laws",)),
    ("resources/help/**/*", ("tests/guide", "tests/ui/help")),
    ("resources/locale/**/*", ("tests/test_catalogues.py", "tests/test_plurals.py")),
    ("resources/**/*", ("tests/test_resources.py", "tests/test_codelists.py")),
    (".ci/**/*", ("tests/release",)),
    ("*.lock", ("tests/test_locks.py",)),
    ("Makefile", ("tests/test_repository.py",)),
)
"""What is no module or called as a program, and the tests that do so."""


def changed() -> list[str]:
    """Paths from the root."""
    since = next(
        (found for name in ("main", "origin/main") if (found := _git("merge-base", "HEAD", name))), ["HEAD"]
    )[0]
    found = {*_git("diff", "--name-only", since), *_git("ls-files", "--others", "--exclude-standard")}
    return sorted(found or _git("diff", "--name-only", "HEAD~1"))


def _git(*words: str) -> list[str]:
    return subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()


def near(files: Iterable[str]) -> list[str]:
    """Files and folders of tests, `ALWAYS` among them."""
    sys.path.insert(0, str(ROOT))
    # the linter keeps its own, of the program alone
    graph = build_graph("prossce_desktop", "tests", cache_dir=None)
    paths = [Path(one) for one in files]
    modules = {_module(one) for one in paths if one.suffix == ".py"} & graph.modules
    above = {one for module in modules for one in graph.find_modules_that_directly_import(module)}
    rings = (
        _only_tests(modules | above),
        _reached(graph, modules),
        _reached(graph, modules | set(filter(_of_program, above))),
    )
    found = next((ring for ring in reversed(rings) if len(ring) <= FEW), next(filter(None, rings), set()))
    beside = {
        test for one in paths for pattern, tests in BESIDE if one in _matching(pattern) for test in tests
    }
    return sorted({*ALWAYS, *beside, *(one.replace(".", "/") + ".py" for one in found)})


def _only_tests(modules: set[str]) -> set[str]:
    return {one for one in modules if one.rpartition(".")[2].startswith("test_")}


def _reached(graph: ImportGraph, modules: set[str]) -> set[str]:
    """The tests among `modules` and what imports them, climbing through parts of the tests only."""
    seen, left = set(), set(modules)
    while left:
        seen |= left
        above = {one for module in left for one in graph.find_modules_that_directly_import(module)}
        below = {
            one
            for module in left
            if _is_common(module)
            for one in graph.find_descendants(module.rpartition(".")[0])
        }
        left = {one for one in above | below if not _of_program(one) and one != "tests.conftest"} - seen
    return _only_tests(seen)


def _of_program(module: str) -> bool:
    return not module.startswith("tests.")


def _is_common(module: str) -> bool:
    """Whether every test of its folder has it without importing it."""
    return module.endswith(".conftest") and module != "tests.conftest"


def _module(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _matching(pattern: str) -> set[Path]:
    return {one.relative_to(ROOT) for one in ROOT.glob(pattern)}


if __name__ == "__main__":
    print(*near(sys.argv[1:] or changed()))
