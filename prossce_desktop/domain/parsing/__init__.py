"""What was typed, as a value: dates, phones, national ids, places, choices."""
