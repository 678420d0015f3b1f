"""Letting devices in: requests, invitations, cards, names."""
