-- Telephone calls that a voice provider tells of. The number of whoever rings is in none
-- of these, and nothing that it can be found out from: id and again are made with the
-- secret of the installation.
CREATE TABLE phone_call (
	id      TEXT   PRIMARY KEY,
	meeting TEXT   NOT NULL,
	caller  TEXT   NOT NULL, -- in the meeting
	again   TEXT   NOT NULL, -- the same when one telephone rings again; '' when that is not known
	wrong   BIGINT NOT NULL, -- personal codes that were wrong
	told    TEXT   NOT NULL, -- what the caller has been told of: that it is their turn, a poll
	at      BIGINT NOT NULL  -- when it was last heard of
);
CREATE INDEX phone_call_again ON phone_call (meeting, again);
CREATE INDEX phone_call_at ON phone_call (at);

-- The events of the provider that have come, with what was answered, so that each has
-- one effect. They are forgotten after a day.
CREATE TABLE phone_event (
	id     TEXT   PRIMARY KEY,
	answer TEXT   NOT NULL,
	at     BIGINT NOT NULL
);
CREATE INDEX phone_event_at ON phone_event (at);

-- The personal codes by which a call is known to be a participant's, each good once.
CREATE TABLE personal_code (
	meeting TEXT   NOT NULL,
	code    TEXT   NOT NULL,
	who     TEXT   NOT NULL,
	body    TEXT   NOT NULL, -- meetings.Person
	at      BIGINT NOT NULL,
	PRIMARY KEY (meeting, code)
);
CREATE INDEX personal_code_who ON personal_code (meeting, who);
CREATE INDEX personal_code_at ON personal_code (at);
