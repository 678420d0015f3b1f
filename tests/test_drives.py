"""Which drives can be taken out, as each system says it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from prossce_desktop.system.removable_drives import Drive, removable, removable_of


@dataclass
class Part:
    mountpoint: str
    opts: str = "rw"
    device: str = "/dev/sdb1"


@pytest.mark.parametrize(
    ("system", "parts", "names"),
    [
        ("win32", [Part("C:\\", "rw,fixed"), Part("E:\\", "rw,removable"), Part("D:\\", "cdrom")], ["E:"]),
        ("darwin", [Part("/"), Part("/System/Volumes/Data"), Part("/Volumes/KINGSTON")], ["KINGSTON"]),
        (
            "linux",
            [Part("/"), Part("/boot"), Part("/media/dara/KINGSTON"), Part("/run/media/dara/ABC"), Part("/home")],
            ["ABC", "KINGSTON"],
        ),
    ],
)
def test_only_what_can_be_taken_out_is_offered(system: str, parts: list[Part], names: list[str]) -> None:
    assert [one.name for one in removable_of(parts, system)] == names


def test_the_folder_is_where_its_files_lie() -> None:
    assert removable_of([Part("/media/dara/KINGSTON")], "linux") == [Drive("KINGSTON", Path("/media/dara/KINGSTON"))]


def test_this_computer_answers() -> None:
    assert isinstance(removable(), list)
