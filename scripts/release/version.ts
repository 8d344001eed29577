/** Version numbers, and the next one by Conventional Commits (conventionalcommits.org, 1.0.0). */

export interface Commit {
  readonly hash: string;
  readonly subject: string;
  readonly body: string;
}

export type Step = 'major' | 'minor' | 'patch';

const NUMBER = /^(\d+)\.(\d+)\.(\d+)$/u;

/** @throws Error unless it is three numbers, e.g. `1.2.0`: what shells are given has no pre-releases, that is what channels are for. */
export function parseVersion(text: string): readonly [number, number, number] {
  const match = NUMBER.exec(text);
  if (!match) throw new Error(`"${text}" is no version: three numbers are, e.g. 1.2.0.`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Whether somebody who asked for `^from` would not be given `to`: in 0.x it is the second number that says so. */
export function isMajorStep(from: string, to: string): boolean {
  const [a, b] = [parseVersion(from), parseVersion(to)];
  return a[0] !== b[0] || (a[0] === 0 && a[1] !== b[1]);
}

const HEAD = /^(\w+)(?:\(([^)]*)\))?(!)?: (.+)$/u;

export interface Change {
  readonly type: string;
  readonly scope: string | null;
  readonly breaking: boolean;
  readonly text: string;
  readonly hash: string;
}

/** Null for a subject that is none of the convention's. */
export function changeOf({ subject, body, hash }: Commit): Change | null {
  const match = HEAD.exec(subject);
  if (!match) return null;
  const [, type = '', scope = null, mark, text = ''] = match;
  return { type, scope, breaking: mark === '!' || /^BREAKING[ -]CHANGE: /mu.test(body), text, hash };
}

/** Null when nothing that a shell would notice has changed. */
export function stepOf(changes: readonly Change[]): Step | null {
  if (changes.some(({ breaking }) => breaking)) return 'major';
  if (changes.some(({ type }) => type === 'feat')) return 'minor';
  return changes.some(({ type }) => type === 'fix' || type === 'perf') ? 'patch' : null;
}

/** The first release is 0.1.0; before 1.0.0 what breaks raises the second number, and everything else the third. */
export function nextVersion(last: string | null, step: Step): string {
  if (last === null) return '0.1.0';
  const [major, minor, patch] = parseVersion(last);
  if (step === 'major') return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
  return step === 'minor' && major > 0 ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

const SECTIONS: readonly (readonly [string, (change: Change) => boolean])[] = [
  ['What breaks', ({ breaking }) => breaking],
  ['New', ({ breaking, type }) => !breaking && type === 'feat'],
  ['Mended', ({ breaking, type }) => !breaking && type === 'fix'],
  ['Faster', ({ breaking, type }) => !breaking && type === 'perf'],
];

/** Markdown of one release: what a shell's team would want to know, by kind. */
export function changelogOf(version: string, date: string, changes: readonly Change[]): string {
  const parts = SECTIONS.flatMap(([title, of]) => {
    const lines = changes.filter(of).map(({ scope, text, hash }) => `- ${scope ? `${scope}: ` : ''}${text} (${hash.slice(0, 9)})`);
    return lines.length === 0 ? [] : [`### ${title}\n${lines.join('\n')}`];
  });
  return `## ${version} (${date})\n\n${parts.length === 0 ? 'Nothing a shell would notice.' : parts.join('\n\n')}\n`;
}

const UNRELEASED = /^## Unreleased\n([\s\S]*?)(?=^## |$(?![\s\S]))/mu;

/**
 * The changelog with the new release in it, and that release's part alone. What was written by hand under "Unreleased" leads; the
 * first release has nothing before it to list commits since.
 */
export function withRelease(
  changelog: string,
  version: string,
  date: string,
  changes: readonly Change[] | null,
): { text: string; entry: string } {
  const byHand = UNRELEASED.exec(changelog)?.[1]?.trim() ?? '';
  const listed = changes === null ? `## ${version} (${date})\n` : changelogOf(version, date, changes);
  const [head = '', ...rest] = listed.split('\n');
  const entry = [head, ...(byHand === '' ? [] : ['', byHand]), ...rest].join('\n');
  const without = changelog.replace(UNRELEASED, '').replace(/^# Changelog\n+/u, '');
  return { text: `# Changelog\n\n${entry}${without === '' ? '' : `\n${without}`}`, entry };
}
