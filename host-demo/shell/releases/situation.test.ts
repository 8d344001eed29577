import { describe, expect, it } from 'vitest';
import { RemoteError, type RunningVersion } from '../../../host/index.ts';
import { canFallBack, canPress, saidOf, situationOf } from './situation.ts';
import type { ReleaseAction, ReleasesState } from './use-releases.ts';

const READY = { version: '0.1.0', state: 'ready', why: null } as const;
const BUILDING = { version: '0.1.0', state: 'building', why: null } as const;
const MISSING = { version: '0.1.0', state: 'missing', why: 'This copy of the project has no history with 0.1.0 in it.' } as const;

const stateOf = (over: Partial<ReleasesState>): ReleasesState => ({
  revision: 1,
  channel: 'stable',
  gives: '0.2.0',
  before: '0.1.0',
  newest: '0.2.0',
  older: READY,
  broken: [],
  ...over,
});
const running = (version: string, error: RemoteError | null = null): RunningVersion => ({
  version,
  why: error ? 'previous' : 'wanted',
  channel: 'stable',
  range: null,
  from: null,
  deprecated: false,
  error,
});
const missing = new RemoteError('missing', 'It was not there.');
const rolledBack = { gives: '0.1.0', before: '0.2.0' };

describe('what the menu of releases says', () => {
  it.each<[string, Partial<ReleasesState>, RunningVersion | null, string]>([
    ['before anything runs', {}, null, '“stable” gives 0.2.0.'],
    ['what everyone gets runs here', {}, running('0.2.0'), '“stable” gives 0.2.0. This page runs it.'],
    [
      'the older one is on its way',
      { before: null, older: BUILDING },
      running('0.2.0'),
      '“stable” gives 0.2.0. 0.1.0 is being built from its commit; until then there is nothing to roll back to. This page runs it.',
    ],
    [
      'the older one cannot be had',
      { before: null, older: MISSING },
      running('0.2.0'),
      '“stable” gives 0.2.0. This copy of the project has no history with 0.1.0 in it. So there is one release. This page runs it.',
    ],
    [
      'none is recorded before it',
      { before: null, older: null },
      running('0.2.0'),
      '“stable” gives 0.2.0. No earlier release is recorded, so there is one. This page runs it.',
    ],
    [
      'moved while the person is at work',
      rolledBack,
      running('0.2.0'),
      '“stable” gives 0.1.0. This page runs 0.2.0 until nothing is being written, typed or unsent.',
    ],
    [
      'broken after this page had it',
      { broken: ['0.2.0'] },
      running('0.2.0'),
      '“stable” gives 0.2.0. From now on 0.2.0 cannot be fetched. This page has all it needs of it: load it again to see it fall back.',
    ],
    [
      'broken, moved away from, and still at work with it',
      { ...rolledBack, broken: ['0.2.0'] },
      running('0.2.0'),
      '“stable” gives 0.1.0. This page runs 0.2.0 until nothing is being written, typed or unsent.',
    ],
    [
      'broken before this page came',
      { broken: ['0.2.0'] },
      running('0.1.0', missing),
      '“stable” gives 0.2.0. It cannot be fetched, so this page runs 0.1.0.',
    ],
    [
      'mended a moment ago',
      {},
      running('0.1.0', missing),
      '“stable” gives 0.2.0. This page fell back to 0.1.0. It leaves 0.2.0 out for a while, then tries it again.',
    ],
    ['broken, but nobody is given it', { ...rolledBack, broken: ['0.2.0'] }, running('0.1.0'), '“stable” gives 0.1.0. This page runs it.'],
  ])('%s', (_, state, version, said) => expect(situationOf(stateOf(state), version).join(' ')).toBe(said));
});

describe('what it says while the server', () => {
  const away = 'The server does not answer; it is asked again every two seconds.';
  it.each<[string, ReleasesState | null, boolean, string]>([
    ['was only just asked', null, false, 'Asking the server …'],
    ['has never answered', null, true, away],
    ['answers no more', stateOf({}), true, `${away} What it said last: “stable” gives 0.2.0. This page runs it.`],
    ['answers', stateOf({}), false, '“stable” gives 0.2.0. This page runs it.'],
  ])('%s', (_, state, silent, said) => expect(saidOf(state, silent, running('0.2.0'))).toBe(said));
});

describe('what can be pressed', () => {
  it.each<[string, Partial<ReleasesState>, readonly ReleaseAction[]]>([
    ['with two releases', {}, ['roll-back', 'break']],
    ['rolled back', rolledBack, ['promote', 'break']],
    ['broken', { broken: ['0.2.0'] }, ['roll-back', 'mend']],
    ['broken and rolled back', { ...rolledBack, broken: ['0.2.0'] }, ['promote', 'mend']],
    ['while the older one is built', { before: null, older: BUILDING }, []],
    ['without the older one', { before: null, older: MISSING }, []],
    ['with no older one on record', { before: null, older: null }, []],
  ])('%s', (_, state, can) => {
    const all: readonly ReleaseAction[] = ['promote', 'roll-back', 'break', 'mend'];
    expect(all.filter((action) => canPress(action, stateOf(state)))).toEqual(can);
  });

  it('loading the page again is worth it only where it would run something else', () => {
    expect(canFallBack(stateOf({ broken: ['0.2.0'] }), running('0.2.0'))).toBe(true);
    expect(canFallBack(stateOf({}), running('0.2.0'))).toBe(false);
    expect(canFallBack(stateOf({ broken: ['0.2.0'] }), running('0.1.0', missing))).toBe(false);
    expect(canFallBack(stateOf({ ...rolledBack, broken: ['0.2.0'] }), running('0.2.0'))).toBe(false);
  });
});
