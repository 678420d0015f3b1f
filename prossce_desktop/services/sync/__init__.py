"""Sending and receiving packages, receipts, the journal."""
