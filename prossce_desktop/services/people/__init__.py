"""People of an activity, and erasing a person."""
