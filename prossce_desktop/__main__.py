"""The program: the window by default, the command line with arguments."""

from __future__ import annotations

import gc
import sys

from prossce_desktop import FENCED, MAPI
from prossce_desktop.system.process_memory import leave_no_dump

_OPENED = (".prossce", ".prossce-invitation", ".eml", ".msg")
"""Files that are opened from the file manager: the window looks at them in Exchange."""


def main() -> int:
    """Start what was asked for; gives the exit status."""
    leave_no_dump()
    if sys.argv[1:2] == [FENCED]:
        from prossce_desktop.services.sandbox_child import read_for_parent

        return read_for_parent(sys.argv[2:])
    if sys.argv[1:2] == [MAPI]:
        from prossce_desktop.system.simple_mapi import main as open_mail

        return open_mail()
    if len(sys.argv) > 1 and not sys.argv[1].lower().endswith(_OPENED):
        from prossce_desktop.cli import main as command_line

        return command_line()
    # nothing made while starting is rubbish: looking for it takes 7 of 130 ms while the first modules load
    gc.disable()
    from prossce_desktop.ui.main import main as window

    return window(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
