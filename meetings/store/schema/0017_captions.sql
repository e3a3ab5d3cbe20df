-- What is said in a meeting, written down while it is said: the newest lines. They are
-- forgotten when the meeting ends, and after a day.
CREATE TABLE caption (
	meeting TEXT   NOT NULL,
	line    BIGINT NOT NULL, -- counted from 1
	who     TEXT   NOT NULL, -- its writer
	mark    TEXT   NOT NULL, -- by which the writer writes it again
	rev     BIGINT NOT NULL, -- how often it was written
	body    TEXT   NOT NULL,
	at      BIGINT NOT NULL, -- when it was last written
	PRIMARY KEY (meeting, line)
);
CREATE INDEX caption_at ON caption (at);
