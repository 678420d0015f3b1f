"""Head counts."""
