-- When a person was expected, as estimated when the conversation was queued: later than that the customer is offered other ways.
ALTER TABLE conversations ADD COLUMN expected_at bigint;
-- Portraits, as the access token named them: an address, never the picture.
ALTER TABLE messages ADD COLUMN author_avatar text;
ALTER TABLE staff ADD COLUMN avatar text;
-- What the member of staff chose; `presence` is what is true of it while no desk of theirs may be connected.
ALTER TABLE staff ADD COLUMN chosen text NOT NULL DEFAULT 'OFFLINE';
UPDATE staff SET chosen = presence;
