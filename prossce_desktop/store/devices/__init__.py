"""This device, its officers, and the devices it knows."""
