"""Text as people write it: cleaning, folding, digits, names."""
