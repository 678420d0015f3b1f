"""What every page is given: the open workspace, dialogs, undo, short messages."""
