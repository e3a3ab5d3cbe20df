-- What was planned of a meeting before its last change, so that it can be undone for a while;
-- body is meetings.Plan.
CREATE TABLE was (
	meeting TEXT   PRIMARY KEY,
	seq     BIGINT NOT NULL, -- of the event that the change led to
	at      BIGINT NOT NULL,
	body    TEXT   NOT NULL
);
