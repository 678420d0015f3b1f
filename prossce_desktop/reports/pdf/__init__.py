"""The writer of PDF files: shaped text, tags, fonts."""
