"""Lists and entry grids: the views and what paints them."""
