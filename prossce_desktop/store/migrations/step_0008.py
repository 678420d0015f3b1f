"""Ages at activities and what the six answers give are stored; births, answers and free texts stand apart in operations from here on.

What older operations left open of births and answers is noted beside them: figures go on reading it.
"""

from __future__ import annotations

_ANSWERS = tuple(f"wg_{one}" for one in ("seeing", "hearing", "walking", "remembering", "selfcare", "communicating"))
_MUCH = " OR ".join(f"{one} >= '3'" for one in _ANSWERS)
_ALL = " AND ".join(f"{one} IS NOT NULL" for one in _ANSWERS)
_ANY = " OR ".join(f"{one} IS NOT NULL" for one in _ANSWERS)

SQL: tuple[str, ...] = (
    "ALTER TABLE participation ADD COLUMN age_worked INTEGER",
    "ALTER TABLE participation ADD COLUMN estimated BOOLEAN",
    "ALTER TABLE person ADD COLUMN wg VARCHAR",
    "ALTER TABLE person ADD COLUMN open_birth TEXT",
    "ALTER TABLE person ADD COLUMN open_wg TEXT",
    "CREATE TABLE worked_due (record INTEGER NOT NULL, PRIMARY KEY (record))",
    "UPDATE person SET open_birth = birth WHERE birth IS NOT NULL",
    f"UPDATE person SET open_wg = CASE WHEN {_MUCH} THEN 'yes' WHEN {_ALL} THEN 'no' ELSE 'unknown' END WHERE {_ANY}",
)
