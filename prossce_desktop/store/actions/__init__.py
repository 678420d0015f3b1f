"""One action of an officer: unit of work, its steps, undo, history, drafts."""
