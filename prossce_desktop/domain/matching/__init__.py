"""Who may be the same person or organisation."""
