-- What organisers have done to how a meeting is held that its own log does not tell: to
-- its notes, and by links for roles. Only they read it.
CREATE TABLE deed (
	id      TEXT   NOT NULL PRIMARY KEY,
	meeting TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	author  TEXT   NOT NULL, -- meetings.Author
	kind    TEXT   NOT NULL,
	about   TEXT   NOT NULL  -- whose lines, or which role; may be ''
);
CREATE INDEX deed_meeting ON deed (meeting, at);
