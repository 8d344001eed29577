import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Demo, startDemo } from './demo.ts';
import { type RefusingProxy, startRefusingProxy } from './refusing-proxy.ts';

/**
 * A customer and two members of staff, each on a page of their own, from the question the assistant cannot answer to the rating
 * of the talk: over WebSockets, and where a network lets HTTP through only. Everything the customer's page receives is kept and
 * searched for what is not the customer's.
 */
let demo: Demo;
let proxy: RefusingProxy;

// A demo for each: who is on duty and who waits is where the way begins.
test.beforeEach(async () => {
  test.setTimeout(300_000);
  proxy = await startRefusingProxy(() => demo.url);
  demo = await startDemo({ ALLOWED_ORIGINS: proxy.url, RESPONDER_PACE: '1000' });
});
test.afterEach(async ({ browser }) => {
  for (const context of browser.contexts()) await context.close();
  await proxy?.close();
  await demo?.dispose();
});

interface Person {
  readonly page: Page;
  /** Every byte the page got: frames of its WebSockets and bodies of its answers. */
  received(): Promise<string>;
}

async function open(browser: Browser, as: string, route: string, origin: string): Promise<Person> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 860 } })).newPage();
  const bytes: string[] = [];
  const bodies: Promise<void>[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => bytes.push(payload.toString())));
  page.on('response', (response) => {
    // What is still held when the page closes has no body to give.
    bodies.push(
      response.text().then(
        (text) => void bytes.push(text),
        () => undefined,
      ),
    );
  });
  await page.goto(`${origin}${route}?as=${as}`);
  return {
    page,
    async received() {
      await page.close();
      await Promise.all(bodies);
      return bytes.join('\n');
    },
  };
}

const transcript = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const box = (page: Page) => page.getByRole('textbox', { name: 'Message' });
const stopButton = (page: Page) => page.getByRole('button', { name: 'Stop generating' });
const queue = (page: Page) => page.getByRole('region', { name: 'Queue' });
const group = (page: Page, name: string) => queue(page).getByRole('list', { name, exact: true });
const take = (page: Page) => page.getByRole('button', { name: 'Take this conversation' });
const tools = (page: Page) => page.getByRole('group', { name: 'What you can do' });

async function say(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
  await expect(transcript(page).getByText(text).first()).toBeVisible();
}

/** One of staff's tools: a button where there is room, else in the menu. */
async function choose(page: Page, name: string): Promise<void> {
  await tools(page).getByRole('button', { name: 'More to do' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

async function askForPerson(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Talk to a person' }).last().click();
  const summary = page.getByLabel('What it is about');
  await expect(summary).not.toHaveValue('');
  // Room for what the server would change if it did not keep every byte.
  const approved = `${await summary.inputValue()}\n\n  Two spaces, "quotes" & <tags>, ünïcode →.`;
  await summary.fill(approved);
  await page.getByRole('button', { name: 'Ask for a person' }).click();
  return approved;
}

/** Jonas presses first and his request is held on its way, so that of two who try at once it is the second that arrives. */
async function claimAtOnce(mara: Page, jonas: Page): Promise<void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await jonas.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('claimConversation')) await held;
    await route.continue();
  });
  await take(jonas).click();
  await take(mara).click();
  await expect(box(mara)).toBeFocused();
  release();
  await expect(jonas.getByRole('alert')).toContainText('Mara Voss has taken this conversation');
  await expect(tools(jonas)).toContainText('Mara Voss has this conversation');
  await expect(box(jonas)).toBeHidden();
  await jonas.unroute('**/graphql');
}

/** It is said, and it ends although the one who wrote says nothing more. */
async function typingEnds(writer: Page, reader: Page, words: string): Promise<void> {
  await box(writer).pressSequentially('Hm', { delay: 20 });
  await expect(reader.getByText(words)).toBeVisible();
  await expect(reader.getByText(words)).toBeHidden({ timeout: 20_000 });
  await box(writer).fill('');
}

async function theWholeWay(browser: Browser, origin: string): Promise<void> {
  const [ada, mara, jonas] = await Promise.all([
    open(browser, 'ada', '/help', origin),
    open(browser, 'mara', '/desk', origin),
    open(browser, 'jonas', '/desk', origin),
  ]);
  const customer = ada.page;
  const note = `note-${Math.random().toString(36).slice(2)}`;

  await test.step('the assistant does not know, and proposes; the customer consents', async () => {
    await customer.getByRole('button', { name: 'New conversation' }).first().click();
    await say(customer, 'what is the airspeed of an unladen swallow');
    await expect(transcript(customer)).toContainText('I don’t know');
    await jonas.page.getByRole('button', { name: 'Go on duty' }).click();
    await expect(queue(jonas.page).getByRole('switch', { name: 'On duty' })).toBeChecked();
    // Nothing has reached staff before the consent.
    await expect(queue(mara.page).getByRole('button', { name: /Ada Lindqvist/ })).toHaveCount(0);
  });
  const approved = await askForPerson(customer);

  await test.step('the queue moves, and both desks see who waits, why, and what was approved, byte for byte', async () => {
    await expect(customer.getByText(/number 2 in line/).first()).toBeVisible();
    await group(mara.page, 'Waiting')
      .getByRole('button', { name: /Ben Okafor/ })
      .press('c');
    await expect(group(mara.page, 'With you')).toContainText('Ben Okafor');
    await expect(customer.getByText(/number 1 in line/).first()).toBeVisible();
    for (const { page } of [mara, jonas]) {
      await group(page, 'Waiting')
        .getByRole('button', { name: /Ada Lindqvist.*(?:just now|ago)/ })
        .click();
      await expect(transcript(page)).toContainText('unladen swallow');
      await expect.poll(() => page.locator('[data-handover]').textContent()).toBe(approved);
    }
  });

  await test.step('of two who take it at once one gets it, the other is told who has it', () => claimAtOnce(mara.page, jonas.page));
  await expect(transcript(customer)).toContainText('Mara Voss');

  await test.step('typing is seen both ways and ends by itself', async () => {
    await Promise.all([
      typingEnds(mara.page, customer, 'Mara Voss is writing'),
      typingEnds(customer, mara.page, 'Ada Lindqvist is writing'),
    ]);
  });

  await test.step('they talk; a draft is changed before it is sent; a note stays with staff', async () => {
    await say(mara.page, 'Hello Ada, this is Mara.');
    await expect(transcript(customer)).toContainText('Hello Ada, this is Mara.');
    await say(customer, 'how do i invite a colleague');
    await expect(transcript(mara.page)).toContainText('how do i invite a colleague');
    await mara.page.getByRole('button', { name: 'Suggest a reply' }).click();
    await expect(tools(mara.page)).toContainText('Drafted by the assistant from');
    await expect(box(mara.page)).not.toHaveValue('');
    await expect(transcript(customer)).not.toContainText('Invite');
    await box(mara.page).press('Control+Home');
    await box(mara.page).pressSequentially('In short: ');
    await box(mara.page).press('Enter');
    await expect(transcript(customer)).toContainText('In short: ');
    await mara.page.getByRole('textbox', { name: 'Write a note' }).fill(note);
    await mara.page.getByRole('textbox', { name: 'Write a note' }).press('Enter');
    await expect(jonas.page.getByRole('log', { name: 'Internal notes' })).toContainText(note);
  });

  await test.step('passed to a colleague by name, with a reason', async () => {
    await choose(mara.page, 'Pass on');
    await mara.page.getByLabel('To', { exact: true }).selectOption({ label: 'Jonas Reuter, on duty' });
    await mara.page.getByLabel('Reason', { exact: true }).fill('Jonas knows swallows');
    await mara.page.getByRole('button', { name: 'Pass on', exact: true }).last().click();
    await expect(tools(mara.page)).toContainText('Waiting for Jonas Reuter');
    await expect(group(jonas.page, 'Passed to you')).toContainText('Jonas knows swallows');
    await take(jonas.page).click();
    await expect(box(jonas.page)).toBeFocused();
    await expect(tools(mara.page)).toContainText('Jonas Reuter has this conversation');
    await expect(transcript(customer)).toContainText('Jonas Reuter');
    await say(jonas.page, 'Jonas here, about the swallows.');
    await expect(transcript(customer)).toContainText('Jonas here, about the swallows.');
  });

  await test.step('handed back: the assistant answers again, and staff no longer see it', async () => {
    await choose(jonas.page, 'Hand back');
    await jonas.page.getByRole('button', { name: 'Hand back', exact: true }).last().click();
    await expect(jonas.page.getByRole('heading', { name: 'Choose a conversation' })).toBeVisible();
    await expect(mara.page.getByRole('heading', { name: 'No longer with the team' })).toBeVisible();
    await expect(transcript(customer)).toContainText('Jonas Reuter handed back to the assistant');
    await say(customer, 'how do i set up a webhook');
    await expect(
      transcript(customer)
        .getByRole('link', { name: /webhook/i })
        .first(),
    ).toBeVisible();
    await expect(stopButton(customer)).toBeHidden();
  });

  await test.step('asked for again, ended by staff, rated by the customer', async () => {
    await askForPerson(customer);
    await group(jonas.page, 'Waiting')
      .getByRole('button', { name: /Ada Lindqvist/ })
      .press('c');
    await expect(box(jonas.page)).toBeFocused();
    await choose(jonas.page, 'End');
    await jonas.page.getByRole('button', { name: 'End', exact: true }).last().click();
    await expect(tools(jonas.page)).toContainText('This conversation has ended');
    await customer
      .getByRole('radio', { name: '5 of 5' })
      .or(customer.getByRole('button', { name: '5 of 5' }))
      .first()
      .click();
    await expect(tools(jonas.page)).toContainText('rated it 5 of 5');
  });

  await test.step('A-2 A-4: no byte of the notes, or of another customer, reached the customer', async () => {
    const [theirs, staff] = [await ada.received(), await mara.received()];
    const secrets = [note, 'A parcel to Lyon shows', 'Ben Okafor', ...notesIdsIn(staff)];
    expect(secrets.length).toBeGreaterThan(4);
    // What is searched for is what staff did receive, and what was kept of the customer's page is what it received.
    for (const secret of secrets) expect(staff).toContain(secret);
    expect(theirs).toContain('Jonas here, about the swallows.');
    for (const secret of secrets) expect(theirs).not.toContain(secret);
  });
}

function notesIdsIn(bytes: string): readonly string[] {
  return [...new Set([...bytes.matchAll(/"notesId":"([^"]+)"/g)].map((match) => match[1] ?? ''))];
}

test('X-3 X-4 A-4 to a person and back: the assistant fails, consent, queue, claim, talk, transfer, return, end, rating', async ({
  browser,
}) => {
  await theWholeWay(browser, demo.url);
});

test('F11 X-4 A-4 to a person and back where only HTTP gets through @all', async ({ browser }) => {
  await theWholeWay(browser, proxy.url);
  expect(proxy.refused()).toBeGreaterThan(2);
});
