-- How often a file could not be looked at for harm, though that was tried.
ALTER TABLE file ADD COLUMN tries BIGINT NOT NULL DEFAULT 0;
