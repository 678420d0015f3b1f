"""split: two people, or two organisations, are not the same, also where they were joined."""

from __future__ import annotations

from prossce_desktop.cli.command_parts.pair_command import pair_command
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.translatable import N_

ABOUT = "say that two records are not the same, also if they were joined"
COMMAND = pair_command("split", ABOUT, Verdict.different, N_("Not the same: {a} and {b}"))
