"""Which pairs of people nobody has decided."""

from __future__ import annotations

UNDECIDED = (
    "l.verdict = 'open' AND l.removed = 0"
    " AND NOT EXISTS (SELECT 1 FROM link d WHERE d.a = l.a AND d.b = l.b AND d.removed = 0 AND d.verdict <> 'open')"
)
"""Of a link `l`. Two laptops may each have put a pair on record; what one of them decided holds for both records."""
