-- The questions and the polls of a meeting, as JSON: lists of meetings.Question and of
-- meetings.Poll, which everybody in it sees, and of meetings.Asker and meetings.Ballot,
-- which leave the server with nothing.
ALTER TABLE meeting ADD COLUMN questions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meeting ADD COLUMN askers    TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meeting ADD COLUMN polls     TEXT NOT NULL DEFAULT '[]';
ALTER TABLE meeting ADD COLUMN ballots   TEXT NOT NULL DEFAULT '[]';
