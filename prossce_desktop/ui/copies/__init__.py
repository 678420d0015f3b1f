"""Copies of the records: the list, what one holds, bringing one back, moving to another computer."""
