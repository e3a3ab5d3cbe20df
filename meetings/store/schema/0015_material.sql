-- The material of a meeting, as JSON: a list of meetings.Material, which everybody in it
-- sees, and of meetings.Sharer, which leaves the server with nothing.
ALTER TABLE meeting ADD COLUMN material TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meeting ADD COLUMN sharers  TEXT NOT NULL DEFAULT '[]';

-- The private links by which presenters add material beforehand. item is '' for the whole
-- meeting; name is what everybody sees.
CREATE TABLE presenter (
	secret       TEXT   PRIMARY KEY,
	meeting      TEXT   NOT NULL,
	item         TEXT   NOT NULL,
	name         TEXT   NOT NULL,
	organisation TEXT   NOT NULL,
	at           BIGINT NOT NULL
);
CREATE INDEX presenter_meeting ON presenter (meeting, at);
