"""One field of many records changed at once: what is there now, what would change, what stays behind and why, and one step for all."""
