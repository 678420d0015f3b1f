"""Activities: their list, the editor of a record of any kind, and its tabs."""
