-- One text for SQLite and PostgreSQL. Moments are milliseconds since 1970 UTC; 0 is
-- never. A column named body holds a value of package meetings as JSON and is the
-- truth; the columns beside it repeat what is searched for or counted.

-- The installation itself. One row.
CREATE TABLE installation (
	one     BIGINT PRIMARY KEY CHECK (one = 1),
	epoch   TEXT   NOT NULL, -- a restore begins a new one
	secret  TEXT   NOT NULL, -- signs tickets; hexadecimal
	host    TEXT   NOT NULL, -- ends every UID in the calendars, for life
	version BIGINT NOT NULL, -- raised by every change that any feed shows
	changed BIGINT NOT NULL
);

CREATE TABLE theme (
	slug     TEXT   PRIMARY KEY,
	umbrella TEXT   NOT NULL, -- slug of the theme that gathers this one, or ''
	place    BIGINT NOT NULL, -- order on pages
	version  BIGINT NOT NULL, -- raised by every change that its page or feed shows
	changed  BIGINT NOT NULL,
	body     TEXT   NOT NULL
);

CREATE TABLE season (
	slug TEXT PRIMARY KEY,
	body TEXT NOT NULL
);

CREATE TABLE series (
	id   TEXT PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE,
	body TEXT NOT NULL
);

CREATE TABLE meeting (
	id     TEXT   PRIMARY KEY,
	slug   TEXT   NOT NULL UNIQUE,
	series TEXT   NOT NULL, -- '' for one announced on its own
	status TEXT   NOT NULL,
	starts BIGINT NOT NULL,
	ends   BIGINT NOT NULL,
	seq    BIGINT NOT NULL, -- of its newest event; 0 before the first
	body   TEXT   NOT NULL,
	agenda TEXT   NOT NULL
);
CREATE INDEX meeting_starts ON meeting (starts);
CREATE INDEX meeting_series ON meeting (series, starts);

CREATE TABLE meeting_theme (
	theme   TEXT NOT NULL,
	meeting TEXT NOT NULL,
	PRIMARY KEY (theme, meeting)
);

-- The log: dense from 1 for each meeting.
CREATE TABLE event (
	meeting TEXT   NOT NULL,
	seq     BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	by_id   TEXT   NOT NULL,
	by_name TEXT   NOT NULL,
	body    TEXT   NOT NULL,
	PRIMARY KEY (meeting, seq)
);

-- The identities of commands that were carried out, with their answers.
CREATE TABLE command (
	meeting TEXT   NOT NULL,
	id      TEXT   NOT NULL,
	seq     BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	PRIMARY KEY (meeting, id)
);
CREATE INDEX command_at ON command (at);

-- What people shall be told, kept with the change it tells of.
CREATE TABLE outbox (
	id      TEXT   PRIMARY KEY,
	kind    TEXT   NOT NULL,
	meeting TEXT   NOT NULL,
	body    TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	sent    BIGINT NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (sent, at);

-- Chosen sets of themes, under the short token of their feed.
CREATE TABLE chosen (
	token  TEXT   PRIMARY KEY,
	themes TEXT   NOT NULL UNIQUE, -- slugs in order, a space between
	at     BIGINT NOT NULL
);

CREATE TABLE organisation (
	name TEXT PRIMARY KEY,
	body TEXT NOT NULL
);

-- Who is here. id is the SHA-256 of the secret that the browser holds.
CREATE TABLE session (
	id      TEXT   PRIMARY KEY,
	body    TEXT   NOT NULL, -- meetings.Person
	expires BIGINT NOT NULL
);
CREATE INDEX session_expires ON session (expires);

-- One-time links by which organisers sign in. id is the SHA-256 of the secret in the link.
CREATE TABLE link (
	id      TEXT   PRIMARY KEY,
	expires BIGINT NOT NULL
);
