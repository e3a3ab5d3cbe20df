-- Who rang in to a meeting and wants what came of it, and where to. A row goes when it is
-- seen to, or when its time is up.
CREATE TABLE summary_order (
	id      TEXT   PRIMARY KEY,
	meeting TEXT   NOT NULL,
	who     TEXT   NOT NULL, -- as an organiser calls them
	how     TEXT   NOT NULL, -- epost, papper or sms
	address TEXT   NOT NULL,
	lang    TEXT   NOT NULL,
	at      BIGINT NOT NULL
);
CREATE INDEX summary_order_meeting ON summary_order (meeting);
