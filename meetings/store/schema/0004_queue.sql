-- What else a meeting has while people are in it, as JSON: meetings.Queue and a list
-- of meetings.Caller.
ALTER TABLE meeting ADD COLUMN queue   TEXT NOT NULL DEFAULT '{}';
ALTER TABLE meeting ADD COLUMN callers TEXT NOT NULL DEFAULT '[]';
