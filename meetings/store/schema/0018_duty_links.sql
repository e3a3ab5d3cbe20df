-- Links by which somebody takes a role in one meeting, each good once. The secret is in
-- the link alone; here is its digest.
CREATE TABLE duty_link (
	meeting TEXT   NOT NULL,
	id      TEXT   NOT NULL,
	digest  TEXT   NOT NULL,
	duty    TEXT   NOT NULL,
	maker   TEXT   NOT NULL, -- meetings.Author
	at      BIGINT NOT NULL, -- when it was made
	who     TEXT   NOT NULL, -- who took it; '' while nobody has
	name    TEXT   NOT NULL,
	used    BIGINT NOT NULL, -- when it was taken; 0 while it was not
	PRIMARY KEY (meeting, id)
);
CREATE INDEX duty_link_digest ON duty_link (meeting, digest);
CREATE INDEX duty_link_used ON duty_link (used);
