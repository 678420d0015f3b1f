"""Lists of records: chosen rows and what is done with them, columns and filters that are kept."""
