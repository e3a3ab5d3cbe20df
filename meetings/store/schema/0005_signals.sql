-- The signals of a meeting, as JSON: a list of meetings.Signal, which everybody in it
-- sees, and meetings.Backstage, which leaves the server with nothing.
ALTER TABLE meeting ADD COLUMN signals   TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meeting ADD COLUMN backstage TEXT NOT NULL DEFAULT '[]';
