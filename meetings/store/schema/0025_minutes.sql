-- The minutes of meetings. body is meetings.Minutes: the draft, and what is published.
CREATE TABLE minutes (
	meeting TEXT   PRIMARY KEY,
	state   TEXT   NOT NULL,
	due     BIGINT NOT NULL, -- when the draft is published by itself; 0: not
	changed BIGINT NOT NULL,
	named   BIGINT NOT NULL, -- since when it has been published with personal names; 0: it has none
	body    TEXT   NOT NULL
);
CREATE INDEX minutes_due   ON minutes (due) WHERE due > 0;
CREATE INDEX minutes_named ON minutes (named) WHERE named > 0;

-- Every edition that was published, for organisers.
CREATE TABLE minutes_edition (
	meeting TEXT   NOT NULL,
	n       BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	by_id   TEXT   NOT NULL,
	by_name TEXT   NOT NULL,
	note    TEXT   NOT NULL, -- what it put right
	body    TEXT   NOT NULL, -- a list of meetings.MinutesPart
	PRIMARY KEY (meeting, n)
);
