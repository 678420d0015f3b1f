"""The append-only log of operations: lots of record numbers, version vector, forks, tombstones."""
