"""join: two people, or two organisations, are one: linked, both kept."""

from __future__ import annotations

from prossce_desktop.cli.command_parts.pair_command import pair_command
from prossce_desktop.domain.model.codes import Verdict
from prossce_desktop.domain.translatable import N_

ABOUT = "say that two records are the same person or organisation (both records are kept)"
COMMAND = pair_command("join", ABOUT, Verdict.same, N_("Joined: {a} and {b}"))
