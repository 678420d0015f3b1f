"""What one package holds, lacks and may cost."""
