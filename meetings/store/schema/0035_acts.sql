-- What organisers have done outside rooms: who, what, when, and nothing of what was written.
-- The administrators of their organisation read it.
CREATE TABLE act (
	id       TEXT   PRIMARY KEY,
	convener TEXT   NOT NULL,
	at       BIGINT NOT NULL,
	by_id    TEXT   NOT NULL,
	by_name  TEXT   NOT NULL,
	kind     TEXT   NOT NULL,
	about    TEXT   NOT NULL, -- a meeting, a series, a theme or an account; may be ''
	role     TEXT   NOT NULL
);
CREATE INDEX act_convener ON act (convener, at);
CREATE INDEX act_at ON act (at);
