"""The command line: the services of the window, for scripts and servers (contract: CLI.md)."""

from prossce_desktop.cli.run import main

__all__ = ["main"]
