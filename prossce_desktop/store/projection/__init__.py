"""What is derived from the log: the one `apply`, replay, tables of facts."""
