-- What an attempt had written when the customer asked for another one. One that was lost with its worker is not kept: it had no end.
CREATE TABLE message_attempts (
  message_id text NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  attempt integer NOT NULL,
  text text NOT NULL,
  state text NOT NULL,
  sources text NOT NULL DEFAULT '[]',
  PRIMARY KEY (message_id, attempt)
);
