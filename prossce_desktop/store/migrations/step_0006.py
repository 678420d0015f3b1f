"""A record's country is that of its scope, and where an activity was held stands in a field of its own.

What an older program wrote as the country of an activity is where it was held, in rows and in the history; where nothing was written it
was held in the scope's own. Sample data keeps its countries.
"""

from __future__ import annotations

_ACTIVITIES = ("career_fair", "knowledge_product", "policy_dialogue", "sstc_exchange", "training")
_OTHERS = ("impact_story", "institutional_result")
_ALL = " UNION ALL ".join(f"SELECT id, '{table}' AS kind FROM {table}" for table in (*_ACTIVITIES, *_OTHERS))
_OWN = "(SELECT NULLIF(scope, 'sample') FROM temp.whose WHERE whose.id = {id})"
_SAMPLE = "(SELECT id FROM temp.whose WHERE scope = 'sample')"
_NUMBERS = " ".join(f"WHEN '{one}' THEN {n}" for n, one in enumerate("BN KH ID LA MY MM PH SG TH TL VN CN".split(), 1))
_OF_ACTIVITY = f"COALESCE((SELECT CASE activity.country {_NUMBERS} END FROM activity WHERE activity.id = fact.activity), 0)"
_HELD_IN = f"record IN (SELECT id FROM temp.whose WHERE kind NOT IN {_OTHERS})"

SQL: tuple[str, ...] = (
    *(f"ALTER TABLE {table} ADD COLUMN held_in VARCHAR" for table in (*_ACTIVITIES, "activity")),
    "CREATE TEMP TABLE whose AS SELECT one.id, one.kind, source.scope"
    f" FROM ({_ALL}) one JOIN lot ON lot.first = (SELECT max(first) FROM lot WHERE first <= one.id)"
    " JOIN source ON source.id = lot.op >> 24",
    "CREATE UNIQUE INDEX temp.whose_id ON whose (id)",
    "UPDATE temp.whose SET scope = NULL WHERE scope IN ('all', 'office')",
    *(f"UPDATE {table} SET held_in = COALESCE(country, {_OWN.format(id=f'{table}.id')})" for table in (*_ACTIVITIES, "activity")),
    *(
        f"UPDATE {table} SET country = {_OWN.format(id=f'{table}.id')} WHERE id NOT IN {_SAMPLE}"
        for table in (*_ACTIVITIES, *_OTHERS, "activity")
    ),
    f"UPDATE fact SET country = {_OF_ACTIVITY} WHERE country <> {_OF_ACTIVITY}",
    "INSERT INTO edit(record, field, op, value, state)"
    f" SELECT record, 'held_in', op, value, state FROM edit WHERE field = 'country' AND {_HELD_IN}",
    f"DELETE FROM edit WHERE field = 'country' AND record IN (SELECT id FROM temp.whose) AND record NOT IN {_SAMPLE}",
    f"UPDATE edit SET value = COALESCE('\"' || {_OWN.format(id='edit.record')} || '\"', 'null') WHERE field = 'held_in' AND value = 'null'",
    "UPDATE edit SET state = 1 WHERE field = 'held_in' AND state = 2 AND (SELECT count(DISTINCT value) FROM edit other"
    " WHERE other.record = edit.record AND other.field = 'held_in' AND other.state <> 0) = 1",
    "DROP TABLE temp.whose",
)
