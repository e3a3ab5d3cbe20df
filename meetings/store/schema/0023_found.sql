-- What is looked for is read from the index alone, and an entry that is not published is
-- found apart from those that are.
CREATE INDEX word_found ON word (word, part, ref, weight, meeting);
UPDATE word SET part = 'unlisted' WHERE part = 'support' AND ref NOT IN (SELECT id FROM support WHERE state = 'published');
