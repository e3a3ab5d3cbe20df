-- The organisers among those who have come into a room are asked for whenever somebody
-- new comes, and are few among many.
CREATE INDEX entrant_organisers ON entrant (meeting) WHERE body LIKE '%"role":"organiser"%';
