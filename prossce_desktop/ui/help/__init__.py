"""The user's guide beside the page one is on."""
