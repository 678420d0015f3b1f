"""Figures in, Excel and PDF out."""
