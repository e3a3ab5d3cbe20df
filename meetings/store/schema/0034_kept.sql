-- How much has been let go of a room since its meeting: meetings.RoomStage.
ALTER TABLE meeting ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
CREATE INDEX meeting_kept ON meeting (kept, ends);

-- Who took part in a meeting, to be recognised in its minutes and not to be read: mark is
-- a keyed digest of a name, instead what stands where names are left out.
CREATE TABLE name_mark (
	meeting TEXT   NOT NULL,
	mark    TEXT   NOT NULL,
	words   BIGINT NOT NULL,
	instead TEXT   NOT NULL,
	PRIMARY KEY (meeting, mark)
);

-- What is counted of what is not kept: how many of a kind there were in a meeting.
CREATE TABLE tally (
	meeting TEXT   NOT NULL,
	kind    TEXT   NOT NULL,
	n       BIGINT NOT NULL,
	PRIMARY KEY (meeting, kind)
);

-- What was removed: how many of a kind, when, and of which organisation; convener is
-- '*' for what belongs to none. It says nothing of what it was.
CREATE TABLE forgotten (
	at       BIGINT NOT NULL,
	kind     TEXT   NOT NULL, -- meetings.KeptKind
	convener TEXT   NOT NULL,
	n        BIGINT NOT NULL,
	PRIMARY KEY (at, kind, convener)
);

-- When an account was last used.
ALTER TABLE account ADD COLUMN used BIGINT NOT NULL DEFAULT 0;
