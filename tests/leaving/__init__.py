"""Everything that leaves, read byte by byte for values that must not be there. The values come from the declarations."""
