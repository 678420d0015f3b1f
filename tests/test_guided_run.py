"""`make run` without a display: the same windows, sample data, a training with 12 people, both exports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.pdf_text import pdf_text


@pytest.mark.slow
def test_the_guided_run_logs_a_training_and_says_where_the_exports_are(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.tools.guided_run", str(tmp_path / "run")],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    exports = tmp_path / "run" / "exports"
    text = pdf_text(exports / "summary.pdf", "raw")
    assert "people were reached" in text
    assert openpyxl.load_workbook(exports / "figures.xlsx").sheetnames[0] == "Summary"
    assert str(exports / "summary.pdf") in done.stdout
    assert len(list((tmp_path / "run" / "pictures").glob("*.png"))) == 5
    asked = [sys.executable, "-m", "prossce_desktop", "people", str(tmp_path / "run" / "workspace-sample"), "--search", "Keo Samnang", "--json"]
    said = json.loads(subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout)["people"]
    assert [(one["birth"], one["phone"]) for one in said] == [("1992", "070920425")], "typed in the order of the columns"
