"""Links of activities and stories get indexes: while links are open, the engine looks through them for every record that is made."""

from __future__ import annotations

SQL: tuple[str, ...] = (
    *(
        f"CREATE INDEX {kind}_{link} ON {kind} ({link}) WHERE {link} IS NOT NULL"
        for kind in ("career_fair", "knowledge_product", "policy_dialogue", "sstc_exchange", "training")
        for link in ("part_of", "same_event_as")
    ),
    "CREATE INDEX op_passed_over ON op (id) WHERE state = 2",
    *(f"CREATE INDEX impact_story_{link} ON impact_story ({link})" for link in ("organisation", "person")),
)
