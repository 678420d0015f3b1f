"""Head counts of one channel and day may be of different people: each then has its door.

Released together with step 8, so that whoever reads operations of that schema knows the field.
"""

from __future__ import annotations

SQL: tuple[str, ...] = ("ALTER TABLE head_count ADD COLUMN door INTEGER",)
