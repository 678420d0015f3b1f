"""The ticket of the invitation that was opened last: by it an office that was put back knows its own invitation again."""

from __future__ import annotations

import json

from prossce_desktop.exchange.join_letters import Ticket, ticket_of
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes

_NAME = "exchange:ticket"


def keep_ticket(db: Connection, ticket: Ticket) -> None:
    """Keep it in place of the one before; none of an invitation that has none."""
    db.execute("DELETE FROM setting WHERE name = ?", (_NAME,))
    if ticket.signature:
        db.execute("INSERT INTO setting(name, value) VALUES(?, ?)", (_NAME, json.dumps(ticket.written())))


def kept_ticket(execute: Executes, secret: bytes) -> Ticket | None:
    """The ticket of the invitation with this secret; None where it had none."""
    rows = execute("SELECT value FROM setting WHERE name = ?", (_NAME,)).fetchall()
    found = ticket_of(json.loads(rows[0][0])) if rows else None
    return found if found is not None and found.secret == secret else None
