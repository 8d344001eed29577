import { expect, type Locator, type Page } from '@playwright/test';

/** One of the things that open over or within the chat, and how a person gets to it. */
export interface Overlay {
  readonly name: string;
  /** What is to be seen while it is open, and not before or after. */
  readonly shown: Locator;
  open(): Promise<void>;
  /** Escape, where nothing else is said. */
  close?(): Promise<void>;
}

/** Opens and closes each, and sees that it did. */
export async function eachOverlay(page: Page, overlays: readonly Overlay[], whileOpen: (name: string) => Promise<void>): Promise<number> {
  for (const { name, shown, open, close } of overlays) {
    await expect(shown, `${name}, not opened yet`).toBeHidden();
    await open();
    await expect(shown, name).toBeVisible();
    await whileOpen(name);
    await (close ? close() : page.keyboard.press('Escape'));
    await expect(shown, `${name}, closed again`).toBeHidden();
  }
  return overlays.length;
}

/** Not by the pointer: it would scroll the log to what is pressed, and the page with it. */
async function press(button: Locator): Promise<void> {
  await expect(button).toBeVisible();
  await button.evaluate((element: HTMLElement) => element.click());
}

const focus = (place: Locator): Promise<void> => place.evaluate((element: HTMLElement) => element.focus({ preventScroll: true }));

const QUESTION = 'How do I verify a webhook signature?';

/** A question of its own, answered to its end: a conversation in which every overlay of the chat can be opened. */
export async function askInNew(chat: Locator): Promise<void> {
  const field = chat.getByRole('textbox', { name: 'Message' });
  await expect(field).toBeVisible();
  const begin = chat.getByRole('button', { name: 'New conversation' }).last();
  if (await begin.isVisible()) await press(begin);
  await expect(chat.getByText(/^Hello/u).first()).toBeVisible();
  await field.fill(QUESTION);
  await field.press('Enter');
  await expect(chat.getByRole('log').getByRole('list', { name: 'Sources' })).toBeVisible({ timeout: 20_000 });
  await expect(chat.getByRole('button', { name: 'Stop generating' })).toBeHidden();
  await expect(chat.getByRole('button', { name: 'Conversation menu' })).toBeVisible();
}

/** Of an open conversation with an answer that has sources, seen by its customer. */
export function chatOverlays(page: Page, chat: Locator): readonly Overlay[] {
  const menu = chat.getByRole('button', { name: 'Conversation menu' });
  const poor = chat.getByRole('button', { name: 'Poor answer' }).last();
  const log = chat.getByRole('log', { name: 'Conversation' });
  const byKey = async (key: string): Promise<void> => {
    await focus(log);
    await page.keyboard.press(key);
  };
  return [
    { name: 'the menu of the conversation', shown: chat.getByRole('menu', { name: 'Conversation menu' }), open: () => press(menu) },
    {
      name: 'its renaming',
      shown: chat.getByRole('textbox', { name: 'Title of the conversation' }),
      async open() {
        await press(menu);
        await press(chat.getByRole('menuitem', { name: 'Rename conversation' }));
      },
    },
    {
      name: 'the menu of an answer',
      shown: chat.getByRole('menu', { name: 'More about this answer' }),
      open: () => press(chat.getByRole('button', { name: 'More about this answer' }).last()),
    },
    {
      name: 'what was wrong with an answer',
      shown: chat.getByRole('textbox', { name: 'What was wrong with this answer?' }),
      open: () => press(poor),
      async close() {
        await page.keyboard.press('Escape');
        // The vote is taken back: the next one who comes finds the answer as it was.
        await expect(poor).toHaveAttribute('aria-pressed', 'true');
        await press(poor);
        await expect(poor).toHaveAttribute('aria-pressed', 'false');
      },
    },
    {
      name: 'a source',
      shown: chat.getByRole('dialog').filter({ has: page.getByRole('button', { name: 'Close source' }) }),
      open: () => press(chat.getByRole('list', { name: 'Sources' }).last().getByRole('link').first()),
    },
    { name: 'the shortcuts', shown: chat.getByRole('dialog', { name: 'Keyboard shortcuts' }), open: () => byKey('?') },
    { name: 'the search', shown: chat.getByRole('search', { name: 'Find in this conversation' }), open: () => byKey('Control+f') },
    {
      name: 'the consent to a person',
      shown: chat.getByRole('textbox', { name: 'What it is about' }),
      open: () => press(chat.getByRole('button', { name: 'Talk to a person' }).filter({ visible: true }).first()),
    },
  ];
}

/** Of the list of conversations beside it. */
export function listOverlays(chat: Locator): readonly Overlay[] {
  const list = chat.getByRole('list', { name: 'Conversations' });
  const actions = list.getByRole('button', { name: /^Actions for/u }).first();
  return [
    { name: 'the menu of a row', shown: chat.getByRole('menu', { name: /^Actions for/u }), open: () => press(actions) },
    {
      name: 'the title of a row',
      shown: list.getByRole('textbox', { name: 'Title of the conversation' }),
      async open() {
        await press(actions);
        await press(chat.getByRole('menuitem', { name: 'Rename' }));
      },
    },
  ];
}

/** Closes the open conversation: what asks how it was, and what a reply is to do, are of closed ones. */
export async function closeConversation(chat: Locator): Promise<void> {
  await press(chat.getByRole('button', { name: 'Conversation menu' }));
  await press(chat.getByRole('menuitem', { name: 'Close conversation' }));
  await expect(chat.getByRole('group', { name: 'How was it?' })).toBeVisible();
}

/** Of a conversation that was just closed and is not rated. */
export function closedOverlays(chat: Locator): readonly Overlay[] {
  const comment = chat.getByRole('textbox', { name: /made it better/u });
  const field = chat.getByRole('textbox', { name: 'Message' });
  return [
    {
      name: 'what a reply to a closed conversation is to do',
      shown: chat.getByRole('region', { name: 'This conversation is closed' }),
      async open() {
        await field.fill('One more thing');
        await field.press('Enter');
      },
    },
    {
      name: 'the rating with its comment',
      shown: comment,
      open: () => press(chat.getByRole('button', { name: '4 of 5' })),
      async close() {
        await comment.fill('An example would have helped.');
        await press(chat.getByRole('button', { name: 'Send comment' }));
        await expect(chat.getByText('Your comment is with the team.')).toBeVisible();
      },
    },
  ];
}

/** Everything the chat, and the list where there is one, can open; in a conversation of its own, which it leaves closed. */
export async function everyOverlay(page: Page, chat: Locator, whileOpen: (name: string) => Promise<void>): Promise<number> {
  await askInNew(chat);
  const listed = await chat.getByRole('list', { name: 'Conversations' }).isVisible();
  let opened = await eachOverlay(page, [...chatOverlays(page, chat), ...(listed ? listOverlays(chat) : [])], whileOpen);
  await closeConversation(chat);
  opened += await eachOverlay(page, closedOverlays(chat), whileOpen);
  return opened;
}

/** As her desk would say it: in what is seeded she is the only one on duty. */
async function setDutyOfMara(page: Page, presence: 'ONLINE' | 'OFFLINE'): Promise<void> {
  const { origin } = new URL(page.url());
  const answer = await page.request.post(`${origin}/auth/chat-token`, { data: { as: 'mara' } });
  const { token } = (await answer.json()) as { token: string };
  const query = `mutation { setPresence(presence: ${presence}) { presence } }`;
  const set = await page.request.post(`${origin}/graphql`, { data: { query }, headers: { authorization: `Bearer ${token}` } });
  expect(await set.json()).toEqual({ data: { setPresence: { presence } } });
}

/** What a customer is offered who asks for a person while nobody is on duty, in a conversation of its own, which goes on with the assistant. */
export async function whileNobodyIsThere(page: Page, chat: Locator, whileOpen: (name: string) => Promise<void>): Promise<number> {
  await askInNew(chat);
  await setDutyOfMara(page, 'OFFLINE');
  try {
    await press(chat.getByRole('button', { name: 'Talk to a person' }).filter({ visible: true }).first());
    await press(chat.getByRole('button', { name: 'Ask for a person' }));
    const leave = chat.getByRole('button', { name: 'Leave a message' });
    await expect(leave).toBeVisible();
    await whileOpen('nobody on duty');
    const shown = chat.getByRole('textbox', { name: 'Your message for the team' });
    const opened = await eachOverlay(page, [{ name: 'a message for the team', shown, open: () => press(leave) }], whileOpen);
    await press(leave);
    await shown.fill('Please write to me here.');
    await press(chat.getByRole('button', { name: 'Leave message' }));
    const needed = chat.getByRole('button', { name: 'No longer needed' });
    await expect(needed).toBeVisible();
    await whileOpen('the message is left');
    await press(needed);
    await expect(needed).toBeHidden();
    return opened;
  } finally {
    await setDutyOfMara(page, 'ONLINE');
  }
}

/** The conversation on paper: a frame in the page for as long as it is printed, which here is until this says that it was. */
export async function expectPrinted(page: Page, chat: Locator, whileOpen: (name: string) => Promise<void>): Promise<void> {
  const paper = page.locator('body > iframe');
  await press(chat.getByRole('button', { name: 'Conversation menu' }));
  await press(chat.getByRole('menuitem', { name: 'Print conversation' }));
  await expect(paper.contentFrame().getByText(QUESTION).first()).toBeAttached();
  await whileOpen('the paper');
  await paper.evaluate((frame: HTMLIFrameElement) => frame.contentWindow?.dispatchEvent(new Event('afterprint')));
  await expect(paper).toHaveCount(0);
}

/** Of the staff's side, with a conversation that is theirs. */
export function deskOverlays(page: Page, desk: Locator): readonly Overlay[] {
  const tools = desk.getByRole('group', { name: 'What you can do' });
  const choose = async (name: string): Promise<void> => {
    const button = tools.getByRole('button', { name, exact: true });
    if (await button.isVisible()) return press(button);
    await press(tools.getByRole('button', { name: 'More to do' }));
    await press(desk.getByRole('menuitem', { name, exact: true }));
  };
  return [
    { name: 'saved answers', shown: desk.getByRole('searchbox', { name: 'Search saved answers' }), open: () => choose('Saved answers') },
    { name: 'passing on', shown: desk.getByRole('region', { name: 'Pass this conversation on' }), open: () => choose('Pass on') },
    { name: 'handing back', shown: desk.getByRole('region', { name: 'Hand back to the assistant?' }), open: () => choose('Hand back') },
    { name: 'ending', shown: desk.getByRole('region', { name: 'End this conversation?' }), open: () => choose('End') },
    {
      name: 'the shortcuts',
      shown: desk.getByRole('dialog', { name: 'Keyboard shortcuts' }),
      async open() {
        await focus(desk.getByRole('log', { name: 'Conversation' }));
        await page.keyboard.press('?');
      },
    },
  ];
}

/** What of it lies beside the chat, or stands in its bar, where there is room for that. */
export function narrowDeskOverlays(desk: Locator): readonly Overlay[] {
  return [
    {
      name: 'more to do',
      shown: desk.getByRole('menu', { name: 'More to do' }),
      open: () => press(desk.getByRole('button', { name: 'More to do' })),
    },
    {
      name: 'hand-over and notes in the place of the chat',
      shown: desk.getByRole('log', { name: 'Internal notes' }),
      open: () => press(desk.getByRole('button', { name: 'Hand-over and notes' })),
      close: () => press(desk.getByRole('button', { name: 'Back to the conversation' })),
    },
  ];
}

/** Takes the conversation that waits longest, so that its tools are there. */
export async function takeCase(desk: Locator): Promise<void> {
  const row = desk.locator('[data-conversation]').first();
  await press(row);
  const take = desk.getByRole('button', { name: 'Take this conversation' });
  const tools = desk.getByRole('button', { name: 'Saved answers' });
  await expect(take.or(tools).first()).toBeVisible();
  if (await take.isVisible()) await press(take);
  await expect(tools).toBeVisible();
}

/** What the button in the corner opens: popup, side panel or the whole screen. */
export function launcherOverlay(page: Page): Overlay {
  return {
    name: 'the chat of the launcher',
    shown: page.getByRole('dialog', { name: 'Support', exact: true }),
    open: () => press(page.getByRole('button', { name: /^Open chat/u })),
  };
}

/** It takes the whole window, once it has come in. */
export const expectCovers = (page: Page, shown: Locator): Promise<void> =>
  expect.poll(async () => Object.values((await shown.boundingBox()) ?? {})).toEqual([0, 0, ...Object.values(page.viewportSize() ?? {})]);

/** The sentence beside the closed button; it comes by itself, once for each text. */
export const teaser = (page: Page): Locator => page.getByRole('group', { name: 'An offer of help' });
