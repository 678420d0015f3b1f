"""Sample records to try the program with."""
