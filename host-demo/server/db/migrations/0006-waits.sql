-- When the conversation entered the queue, and at which place: what its wait is measured by once somebody takes it.
ALTER TABLE conversations ADD COLUMN queued_at bigint;
ALTER TABLE conversations ADD COLUMN queued_place integer;
-- How long each of the newest waits was, per place: what the next ones are told to expect.
CREATE TABLE waits (
  id text PRIMARY KEY,
  organization_id text NOT NULL,
  at bigint NOT NULL,
  seconds_per_place integer NOT NULL
);
CREATE INDEX waits_newest ON waits (organization_id, at DESC, id DESC);
