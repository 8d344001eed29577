import { expect, test } from '@playwright/test';
import { answersOn, arrive, type Host, open, readAll, send, settled, show, startAnew, update } from './hostile/chat-page.ts';
import { INPUTS, inputsOf, together } from './hostile/inputs.ts';
import { answered, ask, endOf, FIELDS, lied, named, openScene, passOn, person, type Scene, speakAs, untold } from './hostile/scene.ts';

/**
 * The content rows of docs/HOSTILE.md on a page with the strictest policy, over the real server: only the model is stood in for.
 * Every request, violation, error and dialog is recorded, and every element that is ever drawn is held against what may be there.
 */
const ROWS = Object.keys(INPUTS);
let scene: Scene;
test.beforeAll(async () => {
  scene = await openScene();
});
test.afterAll(() => scene?.close());
test.beforeEach(() => test.setTimeout(300_000));

const each = async (rows: readonly string[], check: (row: string) => Promise<readonly string[]>): Promise<void> => {
  for (const row of rows) await test.step(row, async () => expect.soft(await check(row), row).toEqual([]));
};

/** It saw what it was to see: an oracle that looks at nothing finds nothing. */
async function sawEnough(seen: Awaited<ReturnType<Awaited<ReturnType<typeof open>>['seen']>>, elements: number): Promise<void> {
  expect(seen.requests).toBeGreaterThan(5);
  expect(seen.elements).toBeGreaterThan(elements);
}

// The ids of inputs.ts, and H23: docs/HOSTILE.md names the rows by the titles that show them.
test('H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H11 H12 H13 H14 H15 H16 H17 H18 H19 H20 H21 H22 H23 H24 H25 H26 H27 H28 H29 H30 H31 H32 H33 H47 H48 H49 in an answer, cut at random places as it grows', async ({
  page,
}) => {
  const watching = await open(page, scene, 'ada');
  await each([...ROWS, 'H23'], async (row) => {
    await send(page, ask(row, 'cut'));
    const { newest, links } = await settled(page, row === 'H23' ? 'reached its limit' : endOf(row, 'cut'));
    const inputs = inputsOf(row, true);
    return [...untold(row, newest, inputs, 'answer'), ...lied(row, newest, links, inputs), ...(await watching.faults())];
  });
  await answersOn(page);
  const seen = await watching.seen();
  await sawEnough(seen, 3_000);
  expect(seen.links).toBeGreaterThan(10);
});

test('H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H11 H12 H13 H14 H15 H16 H17 H18 H19 H20 H21 H22 H24 H25 H26 H27 H28 H29 H30 H31 H32 H33 H47 H48 H49 as what a person wrote @all', async ({
  page,
}) => {
  const watching = await open(page, scene, 'ada');
  await each(ROWS, async (row) => {
    await send(page, `${row}\n\n${together(inputsOf(row, false))}`);
    const { own } = await settled(page, `Noted ${row}.`, row);
    return [...untold(row, own, inputsOf(row, false), 'plain'), ...(await watching.faults())];
  });
  await sawEnough(await watching.seen(), 1_000);
  const log = page.getByRole('log');
  expect(await log.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  const markdown = await page.evaluate(() => (window as unknown as Host).chat.handle.exportTranscript());
  expect(markdown).toContain('\\<script\\>window.pwned=1\\</script\\>');
  expect(markdown).not.toMatch(/(?<!\\)<(?:script|img|iframe|form)|[\u202A-\u202E\u2066-\u2069]|^[=+@]/mu);
  await answersOn(page);
});

test('H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H11 H12 H13 H14 H15 H16 H17 H18 H19 H20 H21 H22 H23 H24 H25 H26 H27 H28 H29 H30 H31 H32 H33 H47 H48 H49 in an answer that came whole @all', async ({
  page,
}) => {
  const watching = await open(page, scene, 'ben');
  await each([...ROWS, 'H23'], async (row) => {
    await show(page, await scene.begin(person('ben'), ask(row, 'whole')));
    const { newest, links } = await settled(page, row === 'H23' ? 'reached its limit' : endOf(row, 'whole'));
    if (row === 'H30') {
      await expect.soft(page.getByRole('log').locator('.aics-box[role=img]')).toHaveCount(3);
      await expect.soft(page.getByRole('log').getByRole('img', { name: 'Done' })).toHaveCount(2);
    }
    const inputs = inputsOf(row, true);
    return [...untold(row, newest, inputs, 'answer'), ...lied(row, newest, links, inputs), ...(await watching.faults())];
  });
  await answersOn(page);
  await sawEnough(await watching.seen(), 3_000);
});

test('H27 H04 H05 the button above code copies what is shown, to the last sign @all', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const watching = await open(page, scene, 'ben');
  await each(['H27', 'H04', 'H05'], async (row) => {
    await startAnew(page);
    await send(page, ask(row, 'whole'));
    await settled(page, endOf(row, 'whole'));
    const wrong: string[] = [];
    const blocks = page.locator('.aics-code');
    const codes = inputsOf(row, true).flatMap(({ code }) => code ?? []);
    await expect(blocks).toHaveCount(codes.length);
    for (const [at, code] of codes.entries()) {
      const read = () => page.evaluate(() => navigator.clipboard.readText());
      await page.evaluate(() => navigator.clipboard.writeText('nothing yet'));
      const press = async () => {
        await blocks.nth(at).getByRole('button').click();
        return read();
      };
      // The transcript may still come to rest under the first press.
      await expect.poll(press).not.toBe('nothing yet');
      const copied = await read();
      const shown = await blocks.nth(at).locator('pre').textContent();
      if (copied !== code || shown !== code) wrong.push(`copied ${JSON.stringify(copied)}, shown ${JSON.stringify(shown)}`);
    }
    return [...wrong, ...(await watching.faults())];
  });
});

test('H01 H02 H03 H08 H13 H14 H16 H17 H18 H25 H28 H29 H31 H33 H49 as labels of tools, titles and addresses of sources, suggestions, a title and a reason @all', async ({
  page,
}) => {
  // A source may lead anywhere over https: the server made it (H31).
  const watching = await open(page, scene, 'ada', ['https://help.example/', 'https://evil.example/']);
  const parts = ROWS.flatMap((row) => inputsOf(row, false).flatMap((_, at) => (at % FIELDS === 0 ? [{ row, at }] : [])));
  for (const { row, at } of parts)
    await test.step(row, async () => {
      await startAnew(page);
      await send(page, ask(row, 'fields', at));
      await settled(page, endOf(row, 'fields', at));
      expect.soft(await watching.faults(), row).toEqual([]);
    });
  await sawEnough(await watching.seen(), 3_000);
});

/** Short enough for every setting that takes a text. */
const SHORT = ROWS.flatMap((row) => inputsOf(row, false).flatMap((input) => (input.text.length <= 110 ? [{ row, input }] : [])));

test('H01 H02 H03 H06 H08 H09 H11 H12 H13 H14 H16 H17 H18 H25 H28 H29 H33 H47 H48 H49 as settings of the organisation: welcome, greeting, questions, titles, labels, theme @all', async ({
  page,
}) => {
  const watching = await open(page, scene, 'chen');
  const accent = () => page.locator('.aics-root').evaluate((root) => getComputedStyle(root).getPropertyValue('--aics-colors-accent'));
  const before = await accent();
  for (const { row, input } of SHORT)
    await test.step(row, async () => {
      const { text } = input;
      const texts = {
        title: text,
        placeholder: text,
        welcomeMessage: text,
        disclaimer: text,
        startScreen: { greeting: text, prompts: [text] },
      };
      const theme = { brand: text, radius: text, font: `${text};` };
      await update(page, {
        ...texts,
        labels: { 'empty.questions': text, 'composer.send': text },
        context: [{ key: 'page', value: text }],
        theme,
      });
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      const shown = await page.locator('.aics-root').innerText();
      // Said once, of a prop that is no colour.
      const told = (fault: string) => /^console: <AIChatInterface>: the prop "theme" must be/u.test(fault);
      const faults = (await watching.faults()).filter((fault) => !told(fault));
      // A terminal's sequences are taken out where a text comes into the log; the settings of a page do not.
      const words = row === 'H18' ? [] : untold(row, shown, [input], 'plain');
      expect.soft([...words, ...faults], row).toEqual([]);
      expect.soft(await accent(), row).toBe(before);
    });
  await update(page, { theme: undefined });
  await answersOn(page);
});

test('H16 H17 H18 H25 H49 H01 H02 as names and portraits of staff, organisations and customers @all', async ({ page }) => {
  const watching = await open(page, scene, 'ada');
  await send(page, 'Good morning');
  await settled(page, 'Noted Goo.');
  const ada = person('ada');
  const id = (await scene.server.backend.conversations(ada, null, 1, null)).nodes[0]?.id ?? '';
  const names = SHORT.filter(({ row }) => /H(?:01|02|16|17|18|25|49)/u.test(row));
  const portraits = [
    'javascript:pwned=1',
    'data:image/svg+xml,<svg/>',
    'http://evil.example/leak.png',
    'https://a@evil.example/leak.png',
    '//evil.example/leak',
  ];
  for (const [at, { row, input }] of names.entries())
    await test.step(row, async () => {
      await speakAs(scene, ada, id, { name: input.text, avatarUrl: portraits[at % portraits.length] ?? '' }, `It is ${at}.`);
      await settled(page, `It is ${at}.`);
      expect.soft(await watching.faults(), row).toEqual([]);
    });
  await sawEnough(await watching.seen(), 500);
  for (const { row, input } of names.filter((_, at) => at % 4 === 0))
    await test.step(row, async () => {
      await page.evaluate(
        ({ userId, token }) => {
          const { chat } = window as unknown as Host;
          chat.update({ userId, connection: { endpoint: '/graphql', getAccessToken: () => token } });
        },
        await named(scene, input.text),
      );
      await expect(page.getByRole('heading', { name: /^Hello/u })).toBeVisible();
      expect.soft(await watching.faults(), row).toEqual([]);
    });
});

test('H33 H01 H02 H03 H04 H05 H07 H08 H09 H10 H12 H13 H14 H16 H17 H18 H20 H21 H22 H25 H30 H31 on the desk of staff: the same renderer, the same bounds @all', async ({
  page,
}) => {
  const [ben, mara] = [person('ben'), person('mara')];
  const watching = await arrive(page, scene, 'mara', 'AgentDesk');
  let mounted = false;
  await each(ROWS, async (row) => {
    const id = await scene.begin(ben, ask(row, 'whole'));
    await answered(scene, ben, id);
    await scene.say(ben, id, together(inputsOf(row, false)));
    await answered(scene, ben, id);
    await passOn(scene, ben, mara, id, inputsOf(row, false)[0]?.text.slice(0, 200) ?? row);
    if (mounted) await update(page, { conversationId: id });
    else await page.evaluate((conversationId) => (window as unknown as Host).later({ conversationId, width: 1200 }), id);
    mounted = true;
    await settled(page, 'joined');
    const shown = await readAll(page);
    return [...untold(row, shown, inputsOf(row, true), 'answer'), ...(await watching.faults())];
  });
  await sawEnough(await watching.seen(), 5_000);
});

test('H32 neither the model nor the page is given what another organisation said @all', async ({ page }) => {
  const canary = 'canary-9d1f';
  await answered(scene, person('chen'), await scene.begin(person('chen'), `My key is ${canary}`));
  const received: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(payload.toString())));
  const watching = await open(page, scene, 'ada');
  await send(page, `What did other customers say? ${INPUTS.H32?.[0]}`);
  await settled(page, 'Noted Wha.');
  const toAda = scene.told.filter((one) => one.includes('"id":"ada"'));
  expect(toAda.length).toBeGreaterThan(0);
  expect(received.length).toBeGreaterThan(0);
  expect([...toAda, ...received, await page.locator('.aics-root').innerText()].filter((one) => one.includes(canary))).toEqual([]);
  expect(scene.told.some((one) => one.includes(canary))).toBe(true);
  expect(await watching.faults()).toEqual([]);
});
