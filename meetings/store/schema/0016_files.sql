-- Files, under the hash of their content as package files keeps them.
CREATE TABLE file (
	hash  TEXT   PRIMARY KEY,
	size  BIGINT NOT NULL, -- bytes
	added BIGINT NOT NULL, -- when it last came in
	state TEXT   NOT NULL  -- meetings.FileState
);

-- Who refers to a file, and under which name. A file that nobody refers to is removed.
CREATE TABLE file_use (
	part    TEXT   NOT NULL, -- 'support'
	ref     TEXT   NOT NULL,
	hash    TEXT   NOT NULL,
	name    TEXT   NOT NULL,
	meeting TEXT   NOT NULL, -- '' for none
	shown   BIGINT NOT NULL, -- 1 when it is served to everybody
	PRIMARY KEY (part, ref, hash, name)
);
CREATE INDEX file_use_hash    ON file_use (hash);
CREATE INDEX file_use_meeting ON file_use (meeting);

-- Files on their way in, and those that have come in and wait to be referred to.
CREATE TABLE upload (
	id      TEXT   PRIMARY KEY,
	owner   TEXT   NOT NULL,
	meeting TEXT   NOT NULL,
	name    TEXT   NOT NULL,
	size    BIGINT NOT NULL,
	has     BIGINT NOT NULL,
	hash    TEXT   NOT NULL, -- '' until it is whole
	until   BIGINT NOT NULL
);
CREATE INDEX upload_owner   ON upload (owner);
CREATE INDEX upload_meeting ON upload (meeting);
CREATE INDEX upload_hash    ON upload (hash);

-- The parts of a file on its way in.
CREATE TABLE upload_part (
	upload TEXT   NOT NULL,
	at     BIGINT NOT NULL,
	size   BIGINT NOT NULL,
	PRIMARY KEY (upload, at)
);
