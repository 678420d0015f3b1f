"""What Windows does differently; run by `make test-windows`, elsewhere skipped."""
