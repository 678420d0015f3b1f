"""The bench on which the program runs as on Windows says what it lacks; its one made library passes on what it is asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pefile
import pytest

from tests.release.tools import CI, tool

forwarding_dll = tool("forwarding_dll")


@pytest.mark.skipif(sys.platform == "win32", reason="the bench is made on Linux")
def test_without_wine_the_bench_is_refused_in_one_sentence(tmp_path: Path) -> None:
    said = subprocess.run([sys.executable, CI / "windows.py"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == "Wine is not here, so nothing for Windows can be built or tried. On Debian: apt install wine wine64\n"


def test_a_forwarding_library_offers_its_names_from_another_one(tmp_path: Path) -> None:
    file = tmp_path / "icuuc.dll"
    file.write_bytes(forwarding_dll.forwarding_dll("icuuc.dll", "there", {"u_strlen": "u_strlen_78", "ucnv_open": "ucnv_open_78"}))
    with pefile.PE(str(file)) as read:
        offered = {one.name: one.forwarder for one in read.DIRECTORY_ENTRY_EXPORT.symbols}
    assert offered == {b"u_strlen": b"there.u_strlen_78", b"ucnv_open": b"there.ucnv_open_78"}


def test_names_of_icu_are_found_behind_their_version() -> None:
    assert forwarding_dll.unversioned(["u_strlen"], ["u_strlen_78", "u_charAge_78"]) == {"u_strlen": "u_strlen_78"}
    with pytest.raises(KeyError):
        forwarding_dll.unversioned(["u_gone"], ["u_strlen_78"])
