"""What validates a kind is built with its first value: also when several threads make it at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_first_values_are_validated_whichever_thread_makes_them() -> None:
    """In a new process each time, since only a kind's first value builds anything."""
    code = (
        "import sys, threading\n"
        "from pydantic import ValidationError\n"
        "from prossce_desktop.domain.model.record_kinds import KINDS\n"
        "sys.setswitchinterval(1e-5)\n"
        "assert not any(one.__pydantic_complete__ for one in KINDS.values())\n"
        "together, wrong = threading.Barrier(8), []\n"
        "def make():\n"
        "    together.wait()\n"
        "    for kind in (KINDS['training'], KINDS['person'], KINDS['participation'], KINDS['head_count'], KINDS['career_fair']):\n"
        "        try:\n"
        "            kind(surely_unknown=1)\n"
        "            wrong.append(kind)\n"
        "        except ValidationError as refused:\n"
        "            if 'surely_unknown' not in str(refused):\n"
        "                wrong.append(refused)\n"
        "        except BaseException as error:\n"
        "            wrong.append(error)\n"
        "        if kind.KIND == 'person' and kind.model_validate({'name': 'Dara'}).name != 'Dara':\n"
        "            wrong.append('value')\n"
        "threads = [threading.Thread(target=make) for _ in range(8)]\n"
        "[one.start() for one in threads]; [one.join() for one in threads]\n"
        "assert not wrong, wrong\n"
    )
    for _turn in range(10):
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)
