"""The e-mailed package."""
