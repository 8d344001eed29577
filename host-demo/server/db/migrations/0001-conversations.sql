-- Times are milliseconds since 1970 (bigint): both drivers give the same number, and no session's time zone matters.
-- JSON is kept as text: it is written once, read whole, and must come back byte for byte.

CREATE TABLE conversations (
  id text PRIMARY KEY,
  epoch text NOT NULL,
  kind text NOT NULL DEFAULT 'CUSTOMER' CHECK (kind IN ('CUSTOMER', 'NOTES')),
  parent_id text REFERENCES conversations (id),
  notes_id text,
  organization_id text NOT NULL,
  customer_id text NOT NULL,
  customer_name text NOT NULL,
  title text,
  title_from text NOT NULL DEFAULT 'NONE' CHECK (title_from IN ('NONE', 'QUESTION', 'RESPONDER', 'PERSON')),
  state text NOT NULL DEFAULT 'OPEN' CHECK (state IN ('OPEN', 'CLOSED')),
  satisfaction integer,
  satisfaction_comment text,
  reopenable_until bigint,
  -- The log: numbers are given out by last_seq under this row's lock, so commit order is number order.
  last_seq integer NOT NULL DEFAULT 0,
  kept_from integer NOT NULL DEFAULT 1,
  version integer NOT NULL DEFAULT 1,
  created_at bigint NOT NULL,
  last_activity_at bigint NOT NULL,
  start_hash text,
  context text NOT NULL DEFAULT '[]',
  escalation text NOT NULL,
  escalation_state text NOT NULL DEFAULT 'AI',
  agent_id text,
  requested_at bigint,
  last_message_id text,
  unread integer NOT NULL DEFAULT 0,
  customer_change bigint NOT NULL DEFAULT 0,
  staff_change bigint NOT NULL DEFAULT 0
);
CREATE INDEX conversations_by_customer ON conversations (customer_id, last_activity_at DESC, id DESC) WHERE kind = 'CUSTOMER';
CREATE INDEX conversations_unread ON conversations (customer_id) WHERE unread > 0;
CREATE INDEX conversations_customer_change ON conversations (customer_id, customer_change);
CREATE INDEX conversations_staff_change ON conversations (organization_id, staff_change);
CREATE INDEX conversations_escalated ON conversations (organization_id, escalation_state, requested_at, id) WHERE escalation_state NOT IN ('AI', 'RETURNED');
CREATE INDEX conversations_by_agent ON conversations (agent_id) WHERE agent_id IS NOT NULL;
CREATE INDEX conversations_title ON conversations USING gin (to_tsvector('simple', coalesce(title, '')));

CREATE TABLE events (
  conversation_id text NOT NULL REFERENCES conversations (id),
  seq integer NOT NULL,
  at bigint NOT NULL,
  type text NOT NULL,
  message_id text,
  body text NOT NULL,
  PRIMARY KEY (conversation_id, seq)
);
CREATE INDEX events_transitions ON events (conversation_id, seq) WHERE type IN ('ConversationChanged', 'EscalationChanged');

-- An answer's text is in its deltas until the attempt ends, then here.
CREATE TABLE messages (
  id text PRIMARY KEY,
  conversation_id text NOT NULL REFERENCES conversations (id),
  created_seq integer NOT NULL,
  at bigint NOT NULL,
  role text NOT NULL,
  author_id text NOT NULL,
  author_name text NOT NULL,
  client_message_id text,
  input_hash text,
  text text NOT NULL DEFAULT '',
  state text NOT NULL,
  attempt integer NOT NULL DEFAULT 1,
  attempt_seq integer NOT NULL,
  run_id text,
  sources text NOT NULL DEFAULT '[]',
  suggestions text NOT NULL DEFAULT '[]',
  error text,
  rating text,
  rating_reason text,
  context text NOT NULL DEFAULT '[]',
  locale text,
  asked boolean NOT NULL DEFAULT false,
  UNIQUE (conversation_id, created_seq),
  UNIQUE (conversation_id, author_id, client_message_id)
);
CREATE INDEX messages_by_author ON messages (author_id, at) WHERE client_message_id IS NOT NULL;
CREATE INDEX messages_text ON messages USING gin (to_tsvector('simple', text));

CREATE TABLE runs (
  id text PRIMARY KEY,
  conversation_id text NOT NULL REFERENCES conversations (id),
  message_id text NOT NULL REFERENCES messages (id),
  attempt integer NOT NULL,
  state text NOT NULL DEFAULT 'PENDING',
  -- How many attempts before this one were lost with their worker.
  lost integer NOT NULL DEFAULT 0,
  -- The newest event when the worker read the questions: later ones wait for the next run.
  covered_seq integer NOT NULL DEFAULT 0,
  lease_token text,
  lease_until bigint,
  requested_at bigint NOT NULL,
  finished_at bigint,
  UNIQUE (message_id, attempt)
);
CREATE UNIQUE INDEX runs_one_open ON runs (conversation_id) WHERE state IN ('PENDING', 'STREAMING');
CREATE INDEX runs_open ON runs (requested_at) WHERE state IN ('PENDING', 'STREAMING');

CREATE TABLE read_marks (
  conversation_id text NOT NULL REFERENCES conversations (id),
  participant_id text NOT NULL,
  role text NOT NULL,
  name text NOT NULL,
  seq integer NOT NULL,
  PRIMARY KEY (conversation_id, participant_id)
);

CREATE TABLE typing (
  conversation_id text NOT NULL,
  participant_id text NOT NULL,
  role text NOT NULL,
  name text NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY (conversation_id, participant_id)
);

CREATE TABLE requests (
  viewer text NOT NULL,
  mutation text NOT NULL,
  id text NOT NULL,
  input_hash text NOT NULL,
  result text NOT NULL,
  expires_at bigint NOT NULL,
  PRIMARY KEY (viewer, mutation, id)
);
CREATE INDEX requests_expiry ON requests (expires_at);

-- One counter per list: 'user:<id>' and 'org:<id>'. Taken last in a transaction, so its order is commit order too.
CREATE TABLE change_heads (
  scope text PRIMARY KEY,
  head bigint NOT NULL
);

CREATE TABLE staff (
  subject text PRIMARY KEY,
  name text NOT NULL,
  presence text NOT NULL DEFAULT 'OFFLINE',
  present_until bigint NOT NULL DEFAULT 0,
  away_since bigint
);
CREATE TABLE staff_organizations (
  subject text NOT NULL REFERENCES staff (subject),
  organization_id text NOT NULL,
  PRIMARY KEY (organization_id, subject)
);
