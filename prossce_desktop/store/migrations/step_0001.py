"""The first schema. A released step is never edited; `.ci/make_schema.py` wrote it before the first release."""

from __future__ import annotations

SQL = (
    (
        'CREATE TABLE activity ( id INTEGER NOT NULL, removed INTEGER NOT NULL, kind TEXT NOT NULL, title_key TEXT NOT '
        'NULL, day INTEGER NOT NULL, channel TEXT, code TEXT, title TEXT, start DATE, "end" DATE, country VARCHAR, '
        'status VARCHAR, pillar VARCHAR, our_part VARCHAR, province TEXT, place TEXT, participants_country VARCHAR, '
        'events INTEGER, counted_on DATE, part_of INTEGER, included_in_parent BOOLEAN, same_event_as INTEGER, PRIMARY '
        'KEY (id) )'
    ),
    'CREATE INDEX activity_code ON activity (code)',
    'CREATE INDEX activity_day ON activity (day, id) WHERE removed = 0',
    'CREATE INDEX activity_part_of ON activity (part_of) WHERE part_of IS NOT NULL',
    (
        'CREATE TABLE draft ( "key" TEXT NOT NULL, kind TEXT NOT NULL, record INTEGER, typed TEXT NOT NULL, at INTEGER '
        'NOT NULL, PRIMARY KEY ("key") ) WITHOUT ROWID'
    ),
    (
        'CREATE TABLE edit ( record INTEGER NOT NULL, field TEXT NOT NULL, op INTEGER NOT NULL, value TEXT, state '
        'INTEGER NOT NULL, PRIMARY KEY (record, field, op) ) WITHOUT ROWID'
    ),
    'CREATE INDEX edit_open ON edit (record, field) WHERE state = 2',
    (
        'CREATE TABLE fact ( id INTEGER NOT NULL, person INTEGER NOT NULL, activity INTEGER NOT NULL, country INTEGER '
        'NOT NULL, kind INTEGER NOT NULL, year INTEGER NOT NULL, day INTEGER NOT NULL, sex INTEGER NOT NULL, age '
        'INTEGER NOT NULL, disability INTEGER NOT NULL, channel INTEGER NOT NULL, stage INTEGER NOT NULL, present '
        'INTEGER NOT NULL, PRIMARY KEY (id) )'
    ),
    'CREATE INDEX fact_activity ON fact (activity)',
    'CREATE INDEX fact_cell ON fact (country, kind, year, sex, age, disability, person)',
    (
        'CREATE TABLE institutional_result ( title TEXT NOT NULL, institution TEXT, date DATE, country VARCHAR, '
        "evidence TEXT, id INTEGER NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id) )"
    ),
    'CREATE TABLE meta ( name TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (name) ) WITHOUT ROWID',
    (
        'CREATE TABLE op ( id INTEGER NOT NULL, action INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, schema '
        'INTEGER NOT NULL, title TEXT NOT NULL, body_hash BLOB NOT NULL, personal_hash BLOB NOT NULL, hash BLOB NOT '
        "NULL, body BLOB NOT NULL, personal BLOB, erased INTEGER DEFAULT '0' NOT NULL, state INTEGER NOT NULL, PRIMARY "
        'KEY (id) )'
    ),
    'CREATE INDEX op_action ON op (action) WHERE action <> id',
    (
        'CREATE TABLE organisation ( name TEXT NOT NULL, latin_name TEXT, constituent VARCHAR, isic TEXT, country '
        "VARCHAR, province TEXT, notes TEXT, id INTEGER NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, kept TEXT, "
        'PRIMARY KEY (id) )'
    ),
    (
        'CREATE TABLE person ( name TEXT, latin_name TEXT, sex VARCHAR, birth TEXT, disability VARCHAR, phone TEXT, '
        'national_id TEXT, email TEXT, address TEXT, nationality VARCHAR, country VARCHAR, province TEXT, education '
        'TEXT, occupation TEXT, employer TEXT, constituent VARCHAR, wg_seeing VARCHAR, wg_hearing VARCHAR, wg_walking '
        'VARCHAR, wg_remembering VARCHAR, wg_selfcare VARCHAR, wg_communicating VARCHAR, consent VARCHAR, remarks TEXT, '
        "kept TEXT, id INTEGER NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, canonical INTEGER NOT NULL, name_key "
        "TEXT DEFAULT '' NOT NULL, PRIMARY KEY (id) )"
    ),
    'CREATE INDEX person_canon ON person (canonical) WHERE canonical <> id',
    'CREATE INDEX person_name ON person (name_key, id) WHERE removed = 0',
    'CREATE TABLE person_key ( "key" INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY ("key", person) ) WITHOUT ROWID',
    (
        'CREATE TABLE programme ( title TEXT NOT NULL, country VARCHAR, pillar VARCHAR, tiers TEXT, notes TEXT, id '
        "INTEGER NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id) )"
    ),
    'CREATE TABLE setting ( name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name) ) WITHOUT ROWID',
    (
        'CREATE TABLE source ( id INTEGER NOT NULL, device BLOB NOT NULL, incarnation BLOB NOT NULL, scope TEXT NOT '
        "NULL, name TEXT, state INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id) )"
    ),
    (
        'CREATE TABLE step ( number INTEGER NOT NULL, prefix TEXT NOT NULL, action INTEGER NOT NULL, undoes INTEGER, '
        'records INTEGER NOT NULL, PRIMARY KEY (number), UNIQUE (action) )'
    ),
    'CREATE INDEX step_undoes ON step (undoes) WHERE undoes IS NOT NULL',
    (
        'CREATE TABLE career_fair ( title TEXT NOT NULL, code TEXT, start DATE, "end" DATE, status VARCHAR, pillar '
        'VARCHAR, country VARCHAR, province TEXT, place TEXT, partners TEXT, our_part VARCHAR, participants_country '
        'VARCHAR, themes TEXT, sdg_targets TEXT, events INTEGER, counted_on DATE, counted_by TEXT, part_of INTEGER, '
        'included_in_parent BOOLEAN, same_event_as INTEGER, employers INTEGER, vacancies INTEGER, vacancies_qualifier '
        'VARCHAR, registered INTEGER, qualified INTEGER, interviews INTEGER, hired_on_spot INTEGER, near_hires INTEGER, '
        'notes TEXT, source TEXT, channel VARCHAR, edition TEXT, registered_online INTEGER, qualified_online INTEGER, '
        'interviews_online INTEGER, hired_on_spot_online INTEGER, near_hires_online INTEGER, id INTEGER NOT NULL, '
        "removed INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id), FOREIGN KEY(part_of) REFERENCES activity "
        '(id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(same_event_as) REFERENCES activity (id) DEFERRABLE INITIALLY '
        'DEFERRED )'
    ),
    (
        'CREATE TABLE fair_employer ( activity INTEGER NOT NULL, organisation INTEGER NOT NULL, posts_local INTEGER, '
        'posts_overseas INTEGER, interviews INTEGER, hired INTEGER, near_hires INTEGER, id INTEGER NOT NULL, removed '
        "INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id), FOREIGN KEY(activity) REFERENCES activity (id) "
        'DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(organisation) REFERENCES organisation (id) DEFERRABLE INITIALLY '
        'DEFERRED )'
    ),
    'CREATE INDEX fair_employer_activity ON fair_employer (activity)',
    'CREATE INDEX fair_employer_organisation ON fair_employer (organisation)',
    (
        'CREATE TABLE follow_up ( person INTEGER NOT NULL, activity INTEGER NOT NULL, due INTEGER NOT NULL, reached '
        'BOOLEAN, working BOOLEAN, employer TEXT, isco TEXT, remarks TEXT, kept TEXT, id INTEGER NOT NULL, removed '
        "INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), FOREIGN KEY(person) REFERENCES person (id) DEFERRABLE "
        'INITIALLY DEFERRED, FOREIGN KEY(activity) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED )'
    ),
    'CREATE INDEX follow_up_activity ON follow_up (activity)',
    'CREATE INDEX follow_up_person ON follow_up (person)',
    (
        'CREATE TABLE head_count ( activity INTEGER NOT NULL, channel VARCHAR, counted_on DATE, basis VARCHAR, '
        'qualifier VARCHAR, count INTEGER, women INTEGER, men INTEGER, another INTEGER, youth INTEGER, youth_band TEXT, '
        'persons_with_disabilities INTEGER, cells TEXT, ages TEXT, bands TEXT, notes TEXT, kept TEXT, id INTEGER NOT '
        "NULL, removed INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), FOREIGN KEY(activity) REFERENCES activity (id) "
        'DEFERRABLE INITIALLY DEFERRED )'
    ),
    'CREATE INDEX head_count_activity ON head_count (activity)',
    (
        'CREATE TABLE impact_story ( title TEXT, date DATE, country VARCHAR, person INTEGER, organisation INTEGER, text '
        "TEXT, consent VARCHAR, id INTEGER NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id), "
        'FOREIGN KEY(person) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(organisation) REFERENCES '
        'organisation (id) DEFERRABLE INITIALLY DEFERRED )'
    ),
    (
        'CREATE TABLE knowledge_product ( title TEXT NOT NULL, code TEXT, start DATE, "end" DATE, status VARCHAR, '
        'pillar VARCHAR, country VARCHAR, province TEXT, place TEXT, partners TEXT, our_part VARCHAR, '
        'participants_country VARCHAR, themes TEXT, sdg_targets TEXT, events INTEGER, counted_on DATE, counted_by TEXT, '
        'part_of INTEGER, included_in_parent BOOLEAN, same_event_as INTEGER, employers INTEGER, vacancies INTEGER, '
        'vacancies_qualifier VARCHAR, registered INTEGER, qualified INTEGER, interviews INTEGER, hired_on_spot INTEGER, '
        'near_hires INTEGER, notes TEXT, source TEXT, mode VARCHAR, product_type VARCHAR, languages TEXT, published '
        "DATE, link TEXT, downloads INTEGER, kept TEXT, id INTEGER NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, "
        'PRIMARY KEY (id), FOREIGN KEY(part_of) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN '
        'KEY(same_event_as) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED )'
    ),
    (
        'CREATE TABLE link ( a INTEGER NOT NULL, b INTEGER NOT NULL, verdict VARCHAR NOT NULL, id INTEGER NOT NULL, '
        "removed INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id), FOREIGN KEY(a) REFERENCES person (id) "
        'DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(b) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED )'
    ),
    'CREATE INDEX link_a ON link (a)',
    'CREATE INDEX link_b ON link (b)',
    (
        'CREATE TABLE lot ( first INTEGER NOT NULL, count INTEGER NOT NULL, kind INTEGER NOT NULL, op INTEGER NOT NULL, '
        'PRIMARY KEY (first), FOREIGN KEY(op) REFERENCES op (id) )'
    ),
    'CREATE INDEX lot_op ON lot (op)',
    (
        'CREATE TABLE participation ( person INTEGER NOT NULL, activity INTEGER NOT NULL, role TEXT, stage VARCHAR, '
        'channel VARCHAR, counted_on DATE, age INTEGER, ticks TEXT, attended INTEGER, pre FLOAT, post FLOAT, '
        'certificate BOOLEAN, employer INTEGER, post_overseas BOOLEAN, remarks TEXT, id INTEGER NOT NULL, removed '
        "INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id), FOREIGN KEY(person) REFERENCES person (id) "
        'DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(activity) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED, '
        'FOREIGN KEY(employer) REFERENCES organisation (id) DEFERRABLE INITIALLY DEFERRED )'
    ),
    'CREATE INDEX participation_activity ON participation (activity)',
    'CREATE INDEX participation_employer ON participation (employer) WHERE employer IS NOT NULL',
    'CREATE INDEX participation_person ON participation (person)',
    (
        'CREATE TABLE policy_dialogue ( title TEXT NOT NULL, code TEXT, start DATE, "end" DATE, status VARCHAR, pillar '
        'VARCHAR, country VARCHAR, province TEXT, place TEXT, partners TEXT, our_part VARCHAR, participants_country '
        'VARCHAR, themes TEXT, sdg_targets TEXT, events INTEGER, counted_on DATE, counted_by TEXT, part_of INTEGER, '
        'included_in_parent BOOLEAN, same_event_as INTEGER, employers INTEGER, vacancies INTEGER, vacancies_qualifier '
        'VARCHAR, registered INTEGER, qualified INTEGER, interviews INTEGER, hired_on_spot INTEGER, near_hires INTEGER, '
        'notes TEXT, source TEXT, mode VARCHAR, level VARCHAR, constituents TEXT, outcome TEXT, kept TEXT, id INTEGER '
        "NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, PRIMARY KEY (id), FOREIGN KEY(part_of) REFERENCES activity "
        '(id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(same_event_as) REFERENCES activity (id) DEFERRABLE INITIALLY '
        'DEFERRED )'
    ),
    (
        'CREATE TABLE sstc_exchange ( title TEXT NOT NULL, code TEXT, start DATE, "end" DATE, status VARCHAR, pillar '
        'VARCHAR, country VARCHAR, province TEXT, place TEXT, partners TEXT, our_part VARCHAR, participants_country '
        'VARCHAR, themes TEXT, sdg_targets TEXT, events INTEGER, counted_on DATE, counted_by TEXT, part_of INTEGER, '
        'included_in_parent BOOLEAN, same_event_as INTEGER, employers INTEGER, vacancies INTEGER, vacancies_qualifier '
        'VARCHAR, registered INTEGER, qualified INTEGER, interviews INTEGER, hired_on_spot INTEGER, near_hires INTEGER, '
        'notes TEXT, source TEXT, mode VARCHAR, sending TEXT, receiving TEXT, subject TEXT, taken_up TEXT, id INTEGER '
        "NOT NULL, removed INTEGER DEFAULT '0' NOT NULL, kept TEXT, PRIMARY KEY (id), FOREIGN KEY(part_of) REFERENCES "
        'activity (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(same_event_as) REFERENCES activity (id) DEFERRABLE '
        'INITIALLY DEFERRED )'
    ),
    (
        'CREATE TABLE training ( title TEXT NOT NULL, code TEXT, start DATE, "end" DATE, status VARCHAR, pillar '
        'VARCHAR, country VARCHAR, province TEXT, place TEXT, partners TEXT, our_part VARCHAR, participants_country '
        'VARCHAR, themes TEXT, sdg_targets TEXT, events INTEGER, counted_on DATE, counted_by TEXT, part_of INTEGER, '
        'included_in_parent BOOLEAN, same_event_as INTEGER, employers INTEGER, vacancies INTEGER, vacancies_qualifier '
        'VARCHAR, registered INTEGER, qualified INTEGER, interviews INTEGER, hired_on_spot INTEGER, near_hires INTEGER, '
        'notes TEXT, source TEXT, programme INTEGER, tier INTEGER, mode VARCHAR, hours FLOAT, language TEXT, trainers '
        "TEXT, threshold INTEGER, highest_score FLOAT, sessions TEXT, id INTEGER NOT NULL, removed INTEGER DEFAULT '0' "
        'NOT NULL, kept TEXT, PRIMARY KEY (id), FOREIGN KEY(part_of) REFERENCES activity (id) DEFERRABLE INITIALLY '
        'DEFERRED, FOREIGN KEY(same_event_as) REFERENCES activity (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN '
        'KEY(programme) REFERENCES programme (id) DEFERRABLE INITIALLY DEFERRED )'
    ),
    'CREATE INDEX training_programme ON training (programme) WHERE programme IS NOT NULL',
    (
        "CREATE VIRTUAL TABLE person_find USING fts5(words, content='', contentless_delete=1, prefix='1 2 3 4', "
        'detail=\'column\', tokenize="unicode61 remove_diacritics 0 categories \'L* N* Co Mn Mc\'")'
    ),
    (
        "CREATE VIRTUAL TABLE record_find USING fts5(words, content='', contentless_delete=1, prefix='1 2 3 4', "
        'detail=\'column\', tokenize="unicode61 remove_diacritics 0 categories \'L* N* Co Mn Mc\'")'
    ),
    "INSERT INTO person_find(person_find, rank) VALUES('automerge', 0)",
    "INSERT INTO person_find(person_find, rank) VALUES('crisismerge', 64)",
    "INSERT INTO record_find(record_find, rank) VALUES('automerge', 0)",
    "INSERT INTO record_find(record_find, rank) VALUES('crisismerge', 64)",
)
