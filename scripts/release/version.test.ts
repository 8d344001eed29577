import { describe, expect, it } from 'vitest';
import { changelogOf, changeOf, compareVersions, isMajorStep, nextVersion, stepOf, withRelease } from './version.ts';

const change = (subject: string, body = '') => changeOf({ hash: 'a1b2c3d4e5f6', subject, body })!;

describe('the next version', () => {
  it.each([
    [null, 'minor', '0.1.0'],
    ['0.1.0', 'major', '0.2.0'],
    ['0.1.0', 'minor', '0.1.1'],
    ['0.1.9', 'patch', '0.1.10'],
    ['1.4.2', 'major', '2.0.0'],
    ['1.4.2', 'minor', '1.5.0'],
    ['1.4.2', 'patch', '1.4.3'],
  ] as const)('after %s with a %s step is %s', (last, step, expected) => expect(nextVersion(last, step)).toBe(expected));

  it('is told by the commits: what breaks weighs most, and what no shell notices nothing', () => {
    expect(stepOf([change('fix(ui): a'), change('feat: b')])).toBe('minor');
    expect(stepOf([change('fix: a'), change('refactor!: b')])).toBe('major');
    expect(stepOf([change('fix: a', 'why\n\nBREAKING CHANGE: no more')])).toBe('major');
    expect(stepOf([change('perf: a')])).toBe('patch');
    expect(stepOf([change('docs: a'), change('test(x): b')])).toBeNull();
    expect(changeOf({ hash: 'a', subject: 'merged something', body: '' })).toBeNull();
  });

  it('counts by number, not by letter, and knows where a caret ends', () => {
    expect(['0.10.0', '0.9.0', '1.0.0'].sort(compareVersions)).toEqual(['0.9.0', '0.10.0', '1.0.0']);
    expect([isMajorStep('0.1.0', '0.1.5'), isMajorStep('0.1.0', '0.2.0'), isMajorStep('1.1.0', '1.2.0')]).toEqual([false, true, false]);
    expect(() => compareVersions('1.0', '1.0.0')).toThrow('"1.0" is no version');
  });
});

it('a changelog says what a shell would notice, by kind', () => {
  const text = changelogOf('0.2.0', '2026-11-23', [change('feat(chat)!: gone'), change('fix: mended'), change('docs: nothing')]);
  expect(text).toBe('## 0.2.0 (2026-11-23)\n\n### What breaks\n- chat: gone (a1b2c3d4e)\n\n### Mended\n- mended (a1b2c3d4e)\n');
});

it('what was written by hand leads a release, and the first one lists nothing', () => {
  const first = withRelease('# Changelog\n\n## Unreleased\n\n- By hand.\n', '0.1.0', '2026-11-23', null);
  expect(first.text).toBe('# Changelog\n\n## 0.1.0 (2026-11-23)\n\n- By hand.\n');
  const second = withRelease(first.text, '0.1.1', '2026-11-24', [change('fix: mended')]);
  expect(second.entry).toBe('## 0.1.1 (2026-11-24)\n\n### Mended\n- mended (a1b2c3d4e)\n');
  expect(second.text).toBe(`# Changelog\n\n${second.entry}\n${first.entry}`);
});
