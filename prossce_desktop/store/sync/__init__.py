"""What came from other devices: admission, receiving, conflicts, the journal of packages."""
