-- The organisations that call people to meetings here. The first has no identity: what
-- does not say whose it is, is its.
CREATE TABLE convener (
	id   TEXT PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE,
	body TEXT NOT NULL -- meetings.Convener
);
INSERT INTO convener (id, slug, body) VALUES ('', 'organisationen', '{"slug":"organisationen","name":"Organisationen"}');

-- Those who sign in.
CREATE TABLE account (
	id    TEXT PRIMARY KEY,
	email TEXT NOT NULL, -- '' for none; no two have the same
	body  TEXT NOT NULL  -- meetings.Account
);
CREATE UNIQUE INDEX account_email ON account (email) WHERE email <> '';

-- What they are trusted with, and where.
CREATE TABLE member (
	convener TEXT   NOT NULL,
	account  TEXT   NOT NULL,
	role     TEXT   NOT NULL,
	since    BIGINT NOT NULL,
	PRIMARY KEY (convener, account)
);
CREATE INDEX member_account ON member (account);

-- Who looks after a series: everybody in its organisation, while none is named.
CREATE TABLE series_organiser (
	series  TEXT NOT NULL,
	account TEXT NOT NULL,
	PRIMARY KEY (series, account)
);
CREATE INDEX series_organiser_account ON series_organiser (account);

-- Whose it is, as their bodies say.
ALTER TABLE theme   ADD COLUMN convener TEXT NOT NULL DEFAULT '';
ALTER TABLE series  ADD COLUMN convener TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN convener TEXT NOT NULL DEFAULT '';
ALTER TABLE support ADD COLUMN convener TEXT NOT NULL DEFAULT '';
CREATE INDEX series_convener  ON series (convener);
CREATE INDEX meeting_convener ON meeting (convener, starts);

-- A session of somebody who has signed in says by which account. Those of organisers
-- before there were accounts have ended.
DELETE FROM session WHERE body LIKE '%"role":"organiser"%';
ALTER TABLE session ADD COLUMN account  TEXT   NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN convener TEXT   NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN device   TEXT   NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN began    BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN seen     BIGINT NOT NULL DEFAULT 0;
CREATE INDEX session_account ON session (account) WHERE account <> '';

-- A link says what it does.
ALTER TABLE link ADD COLUMN kind     TEXT NOT NULL DEFAULT 'setup';
ALTER TABLE link ADD COLUMN convener TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN account  TEXT NOT NULL DEFAULT '';
ALTER TABLE link ADD COLUMN body     TEXT NOT NULL DEFAULT '{"kind":"setup","role":"administrator"}'; -- meetings.EntryLink
