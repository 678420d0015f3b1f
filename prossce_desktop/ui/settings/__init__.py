"""Settings, officers, what the program is made of, error reports."""
