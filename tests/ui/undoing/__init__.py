"""Random acts and undos in the real window, against a small model."""
