-- Access that was withdrawn: tokens of the subject issued before `at` no longer open the organisation, or any when it is null.
CREATE TABLE revocations (
  subject text NOT NULL,
  organization_id text,
  at bigint NOT NULL
);
CREATE UNIQUE INDEX revocations_one ON revocations (subject, coalesce(organization_id, ''));
