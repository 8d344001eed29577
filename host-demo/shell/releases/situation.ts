import type { RunningVersion } from '../../../host/index.ts';
import type { ReleaseAction, ReleasesState } from './use-releases.ts';

/** What stands, in sentences: what everyone gets, and why this page runs what it runs. */
export function situationOf(state: ReleasesState, running: RunningVersion | null): readonly string[] {
  const { gives, channel, older, broken } = state;
  const said = [`“${channel}” gives ${gives}.`];
  if (older?.state === 'building')
    said.push(`${older.version} is being built from its commit; until then there is nothing to roll back to.`);
  if (older?.state === 'missing') said.push(`${older.why ?? ''} So there is one release.`);
  if (older === null) said.push('No earlier release is recorded, so there is one.');
  if (running === null) return said;
  if (canFallBack(state, running))
    said.push(`From now on ${gives} cannot be fetched. This page has all it needs of it: load it again to see it fall back.`);
  else if (running.version === gives) said.push('This page runs it.');
  else if (broken.includes(gives)) said.push(`It cannot be fetched, so this page runs ${running.version}.`);
  else if (running.error) said.push(`This page fell back to ${running.version}. It leaves ${gives} out for a while, then tries it again.`);
  else said.push(`This page runs ${running.version} until nothing is being written, typed or unsent.`);
  return said;
}

/** The same for who looks, also while the server says nothing. */
export function saidOf(state: ReleasesState | null, silent: boolean, running: RunningVersion | null): string {
  const said = state === null ? [] : situationOf(state, running);
  if (!silent) return state === null ? 'Asking the server …' : said.join(' ');
  const away = 'The server does not answer; it is asked again every two seconds.';
  return state === null ? away : `${away} What it said last: ${said.join(' ')}`;
}

/** Whether a page that is loaded anew runs another version than this one, because what everyone gets is broken. */
export const canFallBack = ({ gives, broken }: ReleasesState, { version }: RunningVersion): boolean =>
  gives === version && broken.includes(gives);

/** Whether it would do something; if not, `situationOf` says why. */
export function canPress(action: ReleaseAction, { gives, before, newest, older, broken }: ReleasesState): boolean {
  if (action === 'promote') return gives !== newest;
  if (action === 'roll-back') return gives === newest && before !== null;
  return action === 'mend' ? broken.includes(newest) : !broken.includes(newest) && older?.state === 'ready';
}
