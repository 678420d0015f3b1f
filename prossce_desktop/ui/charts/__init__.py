"""Charts on the screen: item views that the keyboard and a screen reader can walk through."""
