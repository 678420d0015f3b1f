"""The command line: the same services as the window, for scripts and servers (a contract, CLI.md; see
commands in --help)."""

from prossce_desktop.cli.run import main

__all__ = ["main"]
