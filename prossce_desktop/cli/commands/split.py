"""split: two people, or two organisations, are not the same, also where they were joined."""

from __future__ import annotations

from prossce_desktop.cli.pairing import pair_command
from prossce_desktop.domain.codes import Verdict
from prossce_desktop.domain.words import N_

ABOUT = "two records are not the same, also after join"
COMMAND = pair_command("split", ABOUT, Verdict.different, N_("Not the same: {a} and {b}"))
