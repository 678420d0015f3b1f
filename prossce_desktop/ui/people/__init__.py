"""People: the grid of an activity's people, the list of all, a person's page; organisations beside them."""
