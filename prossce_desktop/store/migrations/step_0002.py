"""Exchange: who is known, what they hold, what went and came, questions; people of a province are found by an index."""

from __future__ import annotations

SQL = (
    (
        'CREATE TABLE device ( "key" BLOB NOT NULL, box TEXT NOT NULL, name TEXT NOT NULL, country TEXT, office TEXT '
        'NOT NULL, officer TEXT NOT NULL, recovery TEXT NOT NULL, regional INTEGER NOT NULL, state TEXT NOT NULL, '
        "compared INTEGER DEFAULT '0' NOT NULL, approved INTEGER DEFAULT '0' NOT NULL, share TEXT NOT NULL, invitation "
        'BLOB, revoked_after INTEGER, seen INTEGER, said_here TEXT, PRIMARY KEY ("key") ) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE head ( source INTEGER NOT NULL, n INTEGER NOT NULL, hash BLOB NOT NULL, signature BLOB NOT NULL, '
        'PRIMARY KEY (source, n) ) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE receipt ( device BLOB NOT NULL, source INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (device, '
        'source) ) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE package ( id TEXT NOT NULL, device BLOB NOT NULL, outgoing INTEGER NOT NULL, number INTEGER NOT '
        'NULL, made INTEGER NOT NULL, at INTEGER NOT NULL, status TEXT NOT NULL, code TEXT, operations INTEGER NOT '
        'NULL, size INTEGER NOT NULL, content BLOB, PRIMARY KEY (id) )'
    ),
    'CREATE INDEX package_device ON package (device, outgoing, number)',
    (
        'CREATE TABLE invitation ( id BLOB NOT NULL, secret BLOB NOT NULL, country TEXT, share TEXT NOT NULL, devices '
        'INTEGER NOT NULL, made INTEGER NOT NULL, expires INTEGER NOT NULL, PRIMARY KEY (id) ) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE sealed ( id BLOB NOT NULL, country TEXT NOT NULL, descriptor BLOB NOT NULL, content BLOB NOT '
        'NULL, PRIMARY KEY (id) )'
    ),
    (
        'CREATE TABLE sealed_part ( personal_hash BLOB NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (personal_hash, '
        'sealed), FOREIGN KEY(sealed) REFERENCES sealed (id) ON DELETE CASCADE ) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE query ( record INTEGER NOT NULL, field TEXT NOT NULL, asked_by TEXT, text TEXT, outcome '
        'VARCHAR, answer TEXT, answered_by TEXT, closed BOOLEAN, change BOOLEAN, kept TEXT, id INTEGER NOT NULL, removed INTEGER '
        "DEFAULT '0' NOT NULL, PRIMARY KEY (id) )"
    ),
    'CREATE INDEX query_record ON query (record)',
    (
        'CREATE TABLE attachment ( activity INTEGER NOT NULL, name TEXT, sha256 TEXT NOT NULL, media TEXT NOT NULL, '
        'size INTEGER NOT NULL, width INTEGER, height INTEGER, for_report BOOLEAN, kept TEXT, id INTEGER NOT NULL, '
        "removed INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), FOREIGN KEY(activity) REFERENCES activity (id) "
        'DEFERRABLE INITIALLY DEFERRED )'
    ),
    'CREATE INDEX attachment_activity ON attachment (activity)',
    (
        'CREATE TABLE erased ( person INTEGER NOT NULL, op INTEGER NOT NULL, birth TEXT, disability TEXT, PRIMARY KEY '
        '(person, op) ) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE export ( id INTEGER NOT NULL, at INTEGER NOT NULL, name TEXT NOT NULL, holds TEXT NOT NULL, first '
        'TEXT, last TEXT, countries TEXT NOT NULL, activity INTEGER, PRIMARY KEY (id) )'
    ),
    'CREATE INDEX op_held_back ON op (id) WHERE state = 1',
    'CREATE INDEX person_removed ON person (id) WHERE removed = 1',
    'CREATE INDEX op_withheld ON op (personal_hash) WHERE personal IS NULL',
    'CREATE INDEX person_province ON person (province, name_key, id) WHERE removed = 0 AND province IS NOT NULL',
)
