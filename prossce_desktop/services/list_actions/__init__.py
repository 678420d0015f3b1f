"""The list in front of somebody, given away exactly as it stands there: its rows, its order, its columns, its
filters."""
