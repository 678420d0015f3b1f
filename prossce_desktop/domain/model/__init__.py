"""What is recorded: activities, people, organisations, head counts, and the fields of each."""
