"""The year at a glance, and what waits."""
