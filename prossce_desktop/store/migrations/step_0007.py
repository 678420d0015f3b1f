"""Two records may be one organisation."""

from __future__ import annotations

SQL = (
    "CREATE TABLE organisation_link ( a INTEGER NOT NULL, b INTEGER NOT NULL, verdict VARCHAR NOT NULL, kept TEXT, id INTEGER NOT NULL,"
    " removed INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), FOREIGN KEY(a) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED,"
    " FOREIGN KEY(b) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED )",
    "CREATE INDEX organisation_link_a ON organisation_link (a)",
    "CREATE INDEX organisation_link_b ON organisation_link (b)",
)
