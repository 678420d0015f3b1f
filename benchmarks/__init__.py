"""What is measured, against what, in one run. `make bench` prints the table; README.md explains it."""
