"""Somebody types, at any speed, while timers, checks, saves, news and undos come in between: what is typed is what is stored."""
