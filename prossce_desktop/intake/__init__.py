"""Other people's tables, read into drafts and problems."""
