"""Values and rules. No Qt, no SQL engine, no files, no clock of its own."""
