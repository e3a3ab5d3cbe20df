-- What people propose for the agenda of a meeting before it begins; body is
-- meetings.Proposal. Only whoever sent one and those who plan the meeting see it.
CREATE TABLE proposal (
	id      TEXT   PRIMARY KEY,
	meeting TEXT   NOT NULL,
	who     TEXT   NOT NULL, -- the participant whose it is
	at      BIGINT NOT NULL,
	state   TEXT   NOT NULL, -- '' while nobody has answered
	body    TEXT   NOT NULL
);
CREATE INDEX proposal_meeting ON proposal (meeting, at);
