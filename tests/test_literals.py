"""What has a type of its own is written through it: no bare number or word of it stands anywhere else."""

from __future__ import annotations

import re
from pathlib import Path

from prossce_desktop.domain.operations.package_status import PackageStatus

PACKAGE = Path(__file__).parent.parent / "prossce_desktop"
MIGRATIONS = PACKAGE / "store/migrations"
"""Released steps are never edited, and a later change of a type must not change them."""


def places(pattern: str, *homes: str) -> list[str]:
    """Lines of the package that match; without the migrations and the files where the type is at home."""
    skipped = [PACKAGE / one for one in homes]
    found: list[str] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if MIGRATIONS in path.parents or any(one == path or one in path.parents for one in skipped):
            continue
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        found += [f"{path.relative_to(PACKAGE)}:{n}: {line.strip()}" for n, line in lines if re.search(pattern, line)]
    return found


def test_only_op_id_knows_how_an_id_is_made_of_source_and_number() -> None:
    assert places(r"(<<|>>) ?24\b", "domain/operations/op_id.py") == []
    number = r"\b16_?777_?21[56]\b|0x00?[fF]{6}\b"  # which is Qt's largest width too
    assert places(number, "domain/operations/op_id.py", "ui") == []


def test_the_states_of_operations_and_values_stand_by_their_names() -> None:
    compared = r"\bstate\)? *(=|==|<>|!=|<|>|<=|>=|IN|in) *[\[({]?[0-9]"
    inserted = r"INTO (op|edit)\(.*\bstate\).*, [0-9]\)"
    assert places(rf"{compared}|{inserted}", "domain/operations/op_state.py") == []


def test_what_became_of_a_package_stands_by_its_name() -> None:
    words = "|".join(PackageStatus)
    compared = rf"""\bstatus\b *(=|==|<>|!=|IN|in|not in|NOT IN) *[\[({{]?["']({words})["']"""
    own = rf"""["']({PackageStatus.known}|{PackageStatus.for_later}|{PackageStatus.quarantined})["']"""
    assert places(rf"{compared}|{own}", "domain/operations/package_status.py") == []
