"""Figures, exports, suppression of small cells."""
