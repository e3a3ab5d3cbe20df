-- Where a file comes from, as a digest, so that one network does not take all the room;
-- and whether whoever sent it has dropped it: then it is gone, and counted until its time.
ALTER TABLE upload ADD COLUMN network TEXT   NOT NULL DEFAULT '';
ALTER TABLE upload ADD COLUMN dropped BIGINT NOT NULL DEFAULT 0;
CREATE INDEX upload_network ON upload (network);

-- Whose share of what waits for an editor something takes: a meeting, or the digest of a
-- network. '' for nobody's, and for what has been looked at.
ALTER TABLE support ADD COLUMN sender TEXT NOT NULL DEFAULT '';
ALTER TABLE report  ADD COLUMN sender TEXT NOT NULL DEFAULT '';
