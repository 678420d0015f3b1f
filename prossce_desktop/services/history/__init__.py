"""History in sentences, and undo by page."""
