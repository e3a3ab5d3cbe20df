-- The support list. address and near are those of the link by which two entries are
-- compared, hash that of its file; '' when there is none.
CREATE TABLE support (
	id        TEXT   PRIMARY KEY,
	slug      TEXT   NOT NULL UNIQUE,
	state     TEXT   NOT NULL,
	published BIGINT NOT NULL,
	updated   BIGINT NOT NULL,
	address   TEXT   NOT NULL,
	near      TEXT   NOT NULL,
	hash      TEXT   NOT NULL,
	body      TEXT   NOT NULL
);
CREATE INDEX support_state   ON support (state, updated);
CREATE INDEX support_address ON support (address);
CREATE INDEX support_near    ON support (near);
CREATE INDEX support_hash    ON support (hash);

-- By what entries are chosen: 'theme:suicidprevention', 'kind:metod'.
CREATE TABLE support_mark (
	mark    TEXT NOT NULL,
	support TEXT NOT NULL,
	PRIMARY KEY (mark, support)
);
CREATE INDEX support_mark_support ON support_mark (support);

-- The words of what can be found, as package swedish writes them, and how much each says
-- of it.
CREATE TABLE word (
	word   TEXT   NOT NULL,
	part   TEXT   NOT NULL, -- 'support'
	ref    TEXT   NOT NULL,
	weight BIGINT NOT NULL,
	PRIMARY KEY (word, part, ref)
);
CREATE INDEX word_ref ON word (part, ref);

-- The sections of the support list.
CREATE TABLE section (
	slug  TEXT   PRIMARY KEY,
	place BIGINT NOT NULL,
	body  TEXT   NOT NULL
);
