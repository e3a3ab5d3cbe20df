-- When whoever a session stands for last showed who they are, rather than that they have
-- the session; 0: never since it began.
ALTER TABLE session ADD COLUMN proved BIGINT NOT NULL DEFAULT 0;
