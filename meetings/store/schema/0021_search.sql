-- The meeting whose words they are; '' for the words of what belongs to none.
ALTER TABLE word ADD COLUMN meeting TEXT NOT NULL DEFAULT '';
CREATE INDEX word_meeting ON word (meeting) WHERE meeting <> '';

-- Every word that something is found by, once: what a word is looked for in, since it may
-- be a part of a longer one.
CREATE TABLE vocabulary (word TEXT PRIMARY KEY);
INSERT INTO vocabulary (word) SELECT DISTINCT word FROM word;

-- What an entry is chosen by says where it stands in the list, so that a page of the
-- chosen ones is read from the index.
ALTER TABLE support_mark ADD COLUMN state   TEXT   NOT NULL DEFAULT '';
ALTER TABLE support_mark ADD COLUMN updated BIGINT NOT NULL DEFAULT 0;
UPDATE support_mark SET state = (SELECT s.state FROM support s WHERE s.id = support), updated = (SELECT s.updated FROM support s WHERE s.id = support);
CREATE INDEX support_mark_list ON support_mark (mark, state, updated, support);
