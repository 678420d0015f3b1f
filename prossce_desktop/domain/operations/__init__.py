"""One change as it is logged: operations, their hash chain, ownership, erasure."""
