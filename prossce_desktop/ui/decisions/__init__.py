"""What waits for a decision or an answer, and questions about fields."""
