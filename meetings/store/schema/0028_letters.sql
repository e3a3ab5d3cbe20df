-- Who follows themes by e-mail, and the letters to them.

-- Whoever gets letters. The address is kept until nothing is followed any longer.
CREATE TABLE follower (
	id      TEXT   PRIMARY KEY,
	address TEXT   NOT NULL UNIQUE,
	lang    TEXT   NOT NULL,
	hours   BIGINT NOT NULL, -- before a meeting they are reminded of it; 0: never
	asked   BIGINT NOT NULL, -- when somebody asked that letters be sent there, the first time within a day
	asks    BIGINT NOT NULL, -- how often since
	bounces BIGINT NOT NULL, -- letters that came back, one after another
	paused  BIGINT NOT NULL  -- since when nothing is sent, because letters come back; 0: letters are sent
);

CREATE TABLE follow (
	follower  TEXT   NOT NULL,
	theme     TEXT   NOT NULL,
	at        BIGINT NOT NULL, -- when it was asked for
	confirmed BIGINT NOT NULL, -- when whoever reads the letters said yes; 0: not yet
	PRIMARY KEY (follower, theme)
);
CREATE INDEX follow_theme ON follow (theme);
CREATE INDEX follow_unconfirmed ON follow (at) WHERE confirmed = 0;

-- What is told of in one letter: what happened to one meeting, or to one series; and when.
ALTER TABLE outbox ADD COLUMN topic TEXT   NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN due   BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_topic ON outbox (topic) WHERE sent = 0;

-- What is told to many in the same words.
CREATE TABLE message (
	id     TEXT   PRIMARY KEY,
	kind   TEXT   NOT NULL,
	themes TEXT   NOT NULL, -- slugs of those whose followers get it, a space between; '': one alone
	body   TEXT   NOT NULL,
	at     BIGINT NOT NULL
);
CREATE INDEX message_at ON message (at);

-- A message on its way to one receiver. Its row says whether the mail server has it.
CREATE TABLE letter (
	message  TEXT   NOT NULL,
	follower TEXT   NOT NULL,
	rank     BIGINT NOT NULL, -- the lowest go first
	sent     BIGINT NOT NULL, -- when the mail server took it on; 0: it waits; -1: it was given up
	tries    BIGINT NOT NULL, -- how often in vain
	due      BIGINT NOT NULL, -- when it is sent, or tried again
	held     BIGINT NOT NULL, -- until when a node has it in hand
	PRIMARY KEY (message, follower)
);
CREATE INDEX letter_waiting ON letter (rank, due) WHERE sent = 0;
CREATE INDEX letter_follower ON letter (follower) WHERE sent = 0;
