"""Lists of records: several rows chosen, what is done with them, columns and filters that are kept; the same
in each list."""
