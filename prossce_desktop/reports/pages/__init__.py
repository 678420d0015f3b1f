"""What stands on the pages of each report."""
