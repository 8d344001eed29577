/** The endpoint of the demo's menu of releases: who may use it, from which pages, and that only `npm start` has it. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrigins } from '../../host-demo/server/http/origins.ts';
import { createMerchant } from '../../host-demo/server/merchant/tools.ts';
import { served, smallBuild } from '../../host-demo/server/releases/built.kit.ts';
import type { ReleasesState } from '../../host-demo/server/releases/control.ts';
import { removeTemporary, temporary } from '../../scripts/release/release.kit.ts';
import { openDoors, SHOP, type TestDoors, tokenOf } from './doors.ts';

const OWN = 'http://127.0.0.1:4310';
const demo = () => ({ key: randomBytes(32), merchant: createMerchant(Date.now()) });
let doors: TestDoors;
beforeAll(async () => {
  const releases = served(temporary('data'));
  await releases.begin(smallBuild('0.2.0'));
  await releases.addOlder(smallBuild('0.1.0'));
  doors = await openDoors({}, { demo: { ...demo(), releases }, origins: createOrigins([SHOP, OWN]), own: createOrigins([OWN]) });
});
afterAll(async () => {
  await doors.close();
  removeTemporary();
});

const JSON_TYPE = { 'content-type': 'application/json' };
async function call(path: string, headers: Record<string, string>, body?: unknown, at = doors.url): Promise<Response> {
  const sent = body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
  return fetch(`${at}/demo/releases${path}`, { ...sent, headers });
}
const as = async (name: string, more: Record<string, string> = {}) => ({ authorization: `Bearer ${await tokenOf(name)}`, ...more });
const state = async () => (await (await call('', await as('ada'))).json()) as ReleasesState;

it('anyone signed in sees and moves them, customer or staff, from the own page or none', async () => {
  for (const [name, action, gives] of [
    ['ada', 'roll-back', '0.1.0'],
    ['mara', 'promote', '0.2.0'],
  ] as const) {
    const { revision } = await state();
    const moved = await call(`/${action}`, await as(name, { ...JSON_TYPE, origin: OWN, 'sec-fetch-site': 'same-origin' }), { revision });
    expect(moved.status).toBe(200);
    expect(await moved.json()).toMatchObject({ gives });
  }
});

it('nobody else does: no token, an ended one, a page that may chat but is not the own one, another site, a form', async () => {
  const { revision } = await state();
  const body = { revision };
  const refused: readonly (readonly [number, Record<string, string>, unknown])[] = [
    [401, JSON_TYPE, body],
    [401, { ...JSON_TYPE, authorization: `Bearer ${await tokenOf('ada', -600)}` }, body],
    [403, await as('ada', { ...JSON_TYPE, origin: SHOP }), body],
    [403, await as('ada', { ...JSON_TYPE, origin: 'https://elsewhere.example' }), body],
    [403, await as('ada', { ...JSON_TYPE, 'sec-fetch-site': 'cross-site' }), body],
    [415, await as('ada', { 'content-type': 'text/plain' }), body],
    [400, await as('ada', JSON_TYPE), {}],
    [400, await as('ada', JSON_TYPE), '{ "revision": '],
    [413, await as('ada', JSON_TYPE), { revision, more: 'x'.repeat(2_000) }],
  ];
  for (const [status, headers, sent] of refused) expect((await call('/roll-back', headers, sent)).status).toBe(status);
  expect((await call('', {})).status).toBe(401);
  expect((await call('', await as('ada', { origin: SHOP }))).status).toBe(403);
  expect((await call('/delete', await as('ada', JSON_TYPE), body)).status).toBe(404);
  expect((await call('/promote', await as('ada'))).status).toBe(405);
  expect(await state()).toMatchObject({ revision, gives: '0.2.0' });
});

it('two at once: one wins, the other is told in a sentence and nothing of theirs happened', async () => {
  const { revision } = await state();
  const press = async (name: string) => call('/break', await as(name, JSON_TYPE), { revision });
  const answers = await Promise.all([press('ada'), press('ben'), press('mara')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  const told = answers.find(({ status }) => status === 409);
  expect(await told?.text()).toContain('Somebody else changed the releases meanwhile');
  expect((await state()).broken).toEqual(['0.2.0']);
});

it('a server that serves no releases has no such address', async () => {
  const alone = await openDoors({}, { demo: demo() });
  const production = await openDoors({}, { demo: null });
  for (const { url } of [alone, production])
    for (const [path, body] of [
      ['', undefined],
      ['/promote', { revision: 1 }],
    ] as const)
      expect((await call(path, await as('ada', JSON_TYPE), body, url)).status).toBe(404);
  await Promise.all([alone.close(), production.close()]);
});
