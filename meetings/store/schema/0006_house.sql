-- How a meeting is kept while people are in it, as JSON: meetings.House.
ALTER TABLE meeting ADD COLUMN house TEXT NOT NULL DEFAULT '{}';

-- Who has come into the room of a meeting, so that a locked room knows who was there
-- before. It is forgotten after two days.
CREATE TABLE entrant (
	meeting TEXT   NOT NULL,
	who     TEXT   NOT NULL,
	at      BIGINT NOT NULL, -- when they last came in
	said    BIGINT NOT NULL, -- when they last asked or wrote something in slow mode
	body    TEXT   NOT NULL, -- meetings.Person
	PRIMARY KEY (meeting, who)
);
CREATE INDEX entrant_at ON entrant (at);
