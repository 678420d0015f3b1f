"""The lists of the window for whatever shows, writes or prints them: columns and chosen rows."""
