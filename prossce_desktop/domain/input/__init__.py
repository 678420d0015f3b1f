"""What comes in many fields at once: drafts, pasted blocks, rows, their doubts."""
