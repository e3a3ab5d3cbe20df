-- Sign-ins that are under way: each comes back once, to the browser that began it.
CREATE TABLE attempt (
	id      TEXT   PRIMARY KEY, -- a digest of what comes back
	browser TEXT   NOT NULL,    -- a digest of what the browser holds
	body    TEXT   NOT NULL,    -- package auth's own
	expires BIGINT NOT NULL
);
CREATE INDEX attempt_expires ON attempt (expires);

-- Who somebody is where they sign in elsewhere.
CREATE TABLE identity (
	issuer  TEXT   NOT NULL,
	subject TEXT   NOT NULL,
	account TEXT   NOT NULL,
	made    BIGINT NOT NULL,
	used    BIGINT NOT NULL,
	PRIMARY KEY (issuer, subject)
);
CREATE INDEX identity_account ON identity (account);

-- The keys by which accounts sign in.
CREATE TABLE passkey (
	id      TEXT   PRIMARY KEY, -- of the credential
	account TEXT   NOT NULL,
	name    TEXT   NOT NULL,
	made    BIGINT NOT NULL,
	used    BIGINT NOT NULL,
	copied  BIGINT NOT NULL, -- 1: it may have been copied, and signs nobody in
	body    TEXT   NOT NULL  -- its record, package auth's own
);
CREATE INDEX passkey_account ON passkey (account);
