"""Any record while it is edited: its form, drafts, undo of typing, save."""
