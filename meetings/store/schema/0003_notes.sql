-- The shared notes. The log of updates, as they came, is the truth; everything else
-- is made from it.

CREATE TABLE notes (
	meeting TEXT   PRIMARY KEY,
	n       BIGINT NOT NULL, -- of its newest update
	made    BIGINT NOT NULL  -- number at which the document was last made anew, by an erasure; 0: never
);

-- The log: dense from 1 for each meeting, but for what snapshots have made needless.
-- A row holds the updates that were kept together: who wrote each, and its bytes.
CREATE TABLE notes_update (
	meeting TEXT   NOT NULL,
	n       BIGINT NOT NULL, -- of the newest of them
	at      BIGINT NOT NULL,
	body    BYTEA  NOT NULL,
	PRIMARY KEY (meeting, n)
);

-- Who first used a client identity of Yjs. Nobody else may use it.
CREATE TABLE notes_client (
	meeting TEXT   NOT NULL,
	client  BIGINT NOT NULL,
	by_id   TEXT   NOT NULL,
	by_name TEXT   NOT NULL,
	PRIMARY KEY (meeting, client)
);

-- Snapshots: each is the whole document after update upto. Old ones are thinned out.
CREATE TABLE notes_snapshot (
	meeting TEXT   NOT NULL,
	upto    BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	body    BYTEA  NOT NULL,
	PRIMARY KEY (meeting, upto)
);

-- What somebody wrote when the meeting had ended, for an organiser to take in or drop.
CREATE TABLE notes_late (
	meeting TEXT   NOT NULL,
	by_id   TEXT   NOT NULL,
	by_name TEXT   NOT NULL,
	at      BIGINT NOT NULL,
	body    BYTEA  NOT NULL,
	PRIMARY KEY (meeting, by_id)
);
