-- Who waits to be let into a room stands among those who have come in, marked. The
-- network somebody came from is a keyed digest, forgotten after half a day.
ALTER TABLE entrant ADD COLUMN waits   BIGINT NOT NULL DEFAULT 0; -- 1 while they wait in the lobby
ALTER TABLE entrant ADD COLUMN network TEXT   NOT NULL DEFAULT ''; -- where they last came from
ALTER TABLE entrant ADD COLUMN until   BIGINT NOT NULL DEFAULT 0; -- when the network is forgotten
ALTER TABLE entrant ADD COLUMN barred  BIGINT NOT NULL DEFAULT 0; -- 1 while nobody new comes in from there
