-- Events are written in the order of their time, so this index costs next to nothing and finds the old ones.
CREATE INDEX events_age ON events USING brin (at);
