"""The ticket of the invitation that was opened last: by it an office that was put back knows its own invitation again."""

from __future__ import annotations

import json

from prossce_desktop.domain.model.setting_keys import SettingKey
from prossce_desktop.exchange.join_letters import Ticket, ticket_of
from prossce_desktop.store.db import settings
from prossce_desktop.store.db.connection import Connection
from prossce_desktop.store.log.sample_lots import Executes


def keep_ticket(db: Connection, ticket: Ticket) -> None:
    """Keep it in place of the one before; none of an invitation that has none."""
    settings.write(db, SettingKey.ticket, json.dumps(ticket.written()) if ticket.signature else None)


def kept_ticket(execute: Executes, secret: bytes) -> Ticket | None:
    """The ticket of the invitation with this secret; None where it had none."""
    kept = settings.read(execute, SettingKey.ticket)
    found = ticket_of(json.loads(kept)) if kept is not None else None
    return found if found is not None and found.secret == secret else None
