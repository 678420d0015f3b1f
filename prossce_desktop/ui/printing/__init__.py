"""Pages of a PDF on the screen, on a printer and as a file."""
