import { describe } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import { answers } from './answers.ts';
import { erasure } from './erasure.ts';
import { lists } from './lists.ts';
import { numbering } from './numbering.ts';
import { pages } from './pages.ts';
import { persons } from './persons.ts';
import { revocations } from './revocations.ts';
import { sends } from './sends.ts';

/** What every database under the log must show. `open` gives the same database each time: each test makes conversations of its own. */
export function logContract(open: () => Database): void {
  describe('numbers', () => numbering(open));
  describe('pages', () => pages(open));
  describe('sends', () => sends(open));
  describe('answers', () => answers(open));
  describe('lists', () => lists(open));
  describe('persons', () => persons(open));
  describe('revocations', () => revocations(open));
  describe('erasure', () => erasure(open));
}
