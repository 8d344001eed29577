import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepFilesOfOpenPages, requireTypesArchive } from './build-output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'chat-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): void => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const keep = (): void => keepFilesOfOpenPages(path.join(folder, 'dist'), path.join(folder, 'next'), 'files.json');

it('a build without the archive of types fails, and names it', () => {
  write('react/mf-manifest.json', '{}');
  expect(() => requireTypesArchive(folder)).toThrow('react/@mf-types.zip');
  write('react/@mf-types.zip', 'archive');
  expect(() => requireTypesArchive(folder)).not.toThrow();
});

describe('what pages of the build before ask for', () => {
  it('stays for one build more, but no release and nothing that is there again', () => {
    write('dist/files.json', JSON.stringify(['react/old.js', 'react/entry.js', 'release/old.js']));
    for (const name of ['react/old.js', 'react/entry.js', 'release/old.js']) write(`dist/${name}`, 'before');
    write('next/react/entry.js', 'now');
    keep();
    expect(readFileSync(path.join(folder, 'next/react/old.js'), 'utf8')).toBe('before');
    expect(readFileSync(path.join(folder, 'next/react/entry.js'), 'utf8')).toBe('now');
    expect(existsSync(path.join(folder, 'next/release/old.js'))).toBe(false);
  });

  it('is left out where another build has taken it away meanwhile', () => {
    expect(keep).not.toThrow();
    write('dist/files.json', JSON.stringify(['react/gone.js', 'react/old.js']));
    write('dist/react/old.js', 'before');
    keep();
    expect(existsSync(path.join(folder, 'next/react/gone.js'))).toBe(false);
    expect(existsSync(path.join(folder, 'next/react/old.js'))).toBe(true);
  });
});
