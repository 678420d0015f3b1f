"""Qt only: windows, forms, models, jobs."""
