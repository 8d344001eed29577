import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { checkPaths } from '../config-paths.ts';
import { DatabaseUnavailable } from '../db/database.ts';
import { explainFailure } from './failure.ts';

const failed = (code: string) => Object.assign(new Error('low-level words'), { code });

describe('a start that fails', () => {
  it.each([
    ['ENOSPC', /^The disk is full: make room for \/data/],
    ['EACCES', /^No permission to write \/data/],
    ['EROFS', /read-only disk/],
    ['ENOTDIR', /is a file, not a folder/],
    ['ENAMETOOLONG', /^DATA_DIR has a name longer/],
    ['EADDRNOTAVAIL', /^HOST is no address of this machine/],
  ])('%s is told in a sentence that says what to do', (code, sentence) => {
    expect(explainFailure(failed(code), '/data')).toMatch(sentence);
    expect(explainFailure(new Error('wrapped', { cause: failed(code) }), '/data')).toMatch(sentence);
  });

  it('a full disk under the database is a full disk', () => {
    expect(explainFailure(new Error('FS error (errno: 51)'), '/data')).toMatch(/^The disk is full/);
  });

  it('F29 a database whose host has no address is about DATABASE_URL, not about HOST', () => {
    const away = new DatabaseUnavailable('Postgres at DATABASE_URL does not answer.', { cause: failed('ENOTFOUND') });
    expect(explainFailure(away, '/data')).toBe('Postgres at DATABASE_URL does not answer.');
  });

  it('wrong places are told together, before anything is opened', () => {
    const config = readConfig({ KNOWLEDGE_DIR: 'nowhere', TRUSTED_DOCUMENTS: 'none.json' }, '/srv');
    let text = '';
    try {
      checkPaths(config);
    } catch (error) {
      text = explainFailure(error, '/data');
    }
    expect(text.split('\n')).toEqual([
      'KNOWLEDGE_DIR="/srv/nowhere" is no folder: name one with .md articles, or leave it out for the server\'s own.',
      expect.stringMatching(/^TRUSTED_DOCUMENTS: \/srv\/none\.json can't be read as JSON/),
    ]);
  });
});
