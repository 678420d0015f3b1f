"""What is read: lists, search, duplicates, reach."""
