"""What the window stands on and no page: jobs, shortcuts, focus, places to go to."""
