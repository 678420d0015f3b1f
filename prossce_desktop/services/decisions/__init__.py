"""What waits for a person: conflicts, questions, likely duplicates."""
