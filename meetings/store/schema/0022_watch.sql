-- What was seen of the links of the published entries, and when each is looked at next.
CREATE TABLE sight (
	support TEXT   PRIMARY KEY,
	host    TEXT   NOT NULL, -- '' while nobody has looked
	next    BIGINT NOT NULL,
	concern BIGINT NOT NULL, -- since when there is something for an editor to look at; 0: nothing
	body    TEXT   NOT NULL
);
CREATE INDEX sight_next    ON sight (next);
CREATE INDEX sight_concern ON sight (concern) WHERE concern > 0;
INSERT INTO sight (support, host, next, concern, body)
	SELECT id, '', 0, 0, '{}' FROM support WHERE state = 'published' AND address <> '';

-- What one node at a time does for all of them.
CREATE TABLE claim (
	task  TEXT   PRIMARY KEY,
	node  TEXT   NOT NULL,
	until BIGINT NOT NULL
);

-- What readers say is wrong with entries of the support list.
CREATE TABLE report (
	id      TEXT   PRIMARY KEY,
	support TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	body    TEXT   NOT NULL
);
CREATE INDEX report_support ON report (support);
CREATE INDEX report_at      ON report (at);
