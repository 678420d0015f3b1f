"""Tables of the exchange, not worked out from `op`: who is known, packages, what waits, files with people."""

from __future__ import annotations

import sqlalchemy as sa

from prossce_desktop.store.db.column_types import ID
from prossce_desktop.store.db.tables import keyed_table, table

DEVICE = keyed_table(
    "device",
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("box", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("office", sa.Text, nullable=False),
    sa.Column("officer", sa.Text, nullable=False),
    sa.Column("recovery", sa.Text, nullable=False),
    sa.Column("regional", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("compared", sa.Integer, nullable=False, server_default="0"),
    sa.Column("approved", sa.Integer, nullable=False, server_default="0"),
    sa.Column("share", sa.Text, nullable=False),
    sa.Column("invitation", sa.LargeBinary),
    sa.Column("revoked_after", ID),
    sa.Column("seen", sa.Integer),
    sa.Column("said_here", sa.Text),
)
HEAD = keyed_table(
    "head",
    sa.Column("source", ID, primary_key=True),
    sa.Column("n", sa.Integer, primary_key=True),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
)
RECEIPT = keyed_table(
    "receipt",
    sa.Column("device", sa.LargeBinary, primary_key=True),
    sa.Column("source", ID, primary_key=True),
    sa.Column("n", sa.Integer, nullable=False),
)
PACKAGE = table(
    "package",
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("device", sa.LargeBinary, nullable=False),
    sa.Column("outgoing", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("made", sa.Integer, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("code", sa.Text),
    sa.Column("operations", sa.Integer, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary),
    sa.Index("package_device", "device", "outgoing", "number"),
)
INVITATION = keyed_table(
    "invitation",
    sa.Column("id", sa.LargeBinary, primary_key=True),
    sa.Column("secret", sa.LargeBinary, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("share", sa.Text, nullable=False),
    sa.Column("devices", sa.Integer, nullable=False),
    sa.Column("made", sa.Integer, nullable=False),
    sa.Column("expires", sa.Integer, nullable=False),
)
EXPORT = table(
    "export",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("holds", sa.Text, nullable=False),
    sa.Column("first", sa.Text),
    sa.Column("last", sa.Text),
    sa.Column("countries", sa.Text, nullable=False),
    sa.Column("activity", ID),
)
SEALED = table(
    "sealed",
    sa.Column("id", sa.LargeBinary, primary_key=True),
    sa.Column("country", sa.Text, nullable=False),
    sa.Column("descriptor", sa.LargeBinary, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
SEALED_PART = keyed_table(
    "sealed_part",
    sa.Column("personal_hash", sa.LargeBinary, primary_key=True),
    sa.Column("sealed", sa.LargeBinary, sa.ForeignKey("sealed.id", ondelete="CASCADE"), primary_key=True),
)
