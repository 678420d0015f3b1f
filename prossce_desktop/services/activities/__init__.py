"""What belongs to one activity: employers, funnel, head counts, attachments."""
