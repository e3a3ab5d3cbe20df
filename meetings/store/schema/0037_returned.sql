-- By which a letter is known when it comes back: part of the address it comes back to. ''
-- while it was not sent, or has come back. A letter that came back has sent = -2.
ALTER TABLE letter ADD COLUMN returns TEXT NOT NULL DEFAULT '';
CREATE INDEX letter_returns ON letter (returns) WHERE returns <> '';
