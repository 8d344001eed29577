import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { demoIdentity, demoToken, NORTHWIND } from '../../../host-demo/server/auth/demo.ts';
import type { Identity } from '../../../host-demo/server/conversations/api.ts';
import { createServer, type RunningServer } from '../../../host-demo/server/http/server.ts';
import type { FinishEvent, Responder, ResponderEvent, ResponderRequest } from '../../../host-demo/server/responders/responder.ts';
import { type Served, serveRemote } from '../../federation/hosts/serve.ts';
import { NONCE, strictPolicy } from '../support/strict-policy.ts';
import { type HostileInput, inputsOf, SOURCE, together } from './inputs.ts';

/** What the stand-in for a model is asked for: a row's inputs whole or cut, or these inputs as everything but text that an answer has. */
export const ask = (row: string, how: 'whole' | 'cut' | 'fields', from = 0): string => `show ${row} ${how} ${from}`;
export const endOf = (row: string, how: string, from = 0): string => `The end of ${row} ${how} ${from}.`;

/** 64 kB and more (H23). */
const GIANT = 'A giant answer goes on and on. '.repeat(2_300);
export const FIELDS = 4;

/** mulberry32: the same cuts in each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** By UTF-16 units: through tags, marks, addresses and pairs of surrogates alike. The first of these cuts are close together. */
export function cut(text: string, seed: number, most: number): readonly string[] {
  const random = seeded(seed);
  const at = [...new Set(Array.from({ length: most }, () => 1 + Math.floor(random() * (text.length - 1))))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => text.slice(from, at[index]));
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const done: FinishEvent = {
  type: 'finish',
  state: 'COMPLETED',
  sources: [{ title: 'Help', url: SOURCE, kind: 'HELP_ARTICLE' }],
  suggestions: [],
};

async function* fields(row: string, from: number): AsyncIterable<ResponderEvent> {
  const inputs = inputsOf(row, false).slice(from, from + FIELDS);
  for (const { text } of inputs) yield { type: 'tool', label: text, state: 'STARTED' };
  yield { type: 'text', text: endOf(row, 'fields', from) };
  const sources = inputs.flatMap(({ text }) => [
    { title: text, url: text, kind: 'HELP_ARTICLE' as const },
    { title: text, url: `https://help.example/${from}`, kind: 'ORDER' as const },
  ]);
  const title = inputs[0]?.text ?? '';
  yield { ...done, sources, suggestions: inputs.map(({ text }) => text), title, escalate: { reason: title } };
}

async function* respond({ turns, signal }: ResponderRequest): AsyncIterable<ResponderEvent> {
  const said = turns.at(-1)?.text ?? '';
  const [, row, how, from = '0'] = /^show (H\d\d) (whole|cut|fields) (\d+)$/u.exec(said) ?? [];
  if (row === undefined || how === undefined) {
    yield { type: 'text', text: `Noted ${said.slice(0, 3)}.` };
    return yield done;
  }
  if (how === 'fields') return yield* fields(row, Number(from));
  const text = `${row === 'H23' ? GIANT : together(inputsOf(row, true))}\n\n${endOf(row, how)}`;
  if (how === 'whole') yield { type: 'text', text };
  else
    for (const piece of cut(text, 1 + Number(row.slice(1)) + 100 * Number(from), text.length > 10_000 ? 5 : 10)) {
      if (signal.aborted) return;
      yield { type: 'text', text: piece };
      // Longer than the beat and a frame, so that what stands between two cuts is drawn.
      await rest(14);
    }
  yield done;
}

export interface Scene {
  readonly server: RunningServer;
  readonly remote: Served;
  /** Everything the model was told, over all requests. */
  readonly told: string[];
  /** Host names and ports requests may go to. */
  hosts(): readonly string[];
  /** A page that waits with its chat until it is told to go on. */
  page(as: string, module: string): string;
  /** A new conversation that says this; its id. */
  begin(who: Identity, text: string): Promise<string>;
  say(who: Identity, conversationId: string, text: string): Promise<void>;
  close(): Promise<void>;
}

export const person = (id: string): Identity => demoIdentity(id, Date.now());

/** The reference server with a responder that writes what the test wants, and the remote on an origin of its own. */
export async function openScene(): Promise<Scene> {
  const told: string[] = [];
  const responder: Responder = {
    name: 'hostile',
    respond(request) {
      told.push(JSON.stringify(request));
      return respond(request);
    },
  };
  const remote = await serveRemote(['esm']);
  const server = await createServer({
    responder,
    shellDir: path.resolve(import.meta.dirname, '../../federation/hosts/pages'),
    shellHeaders: { 'Content-Security-Policy': strictPolicy(remote.url), 'Cross-Origin-Opener-Policy': 'same-origin' },
    limits: { messagesPerMinute: 10_000, coalesceMs: 10 },
    doorLimits: { requestBurst: 10_000, commandBurst: 10_000, messagesPerWindow: 10_000, subscriptionsPerWindow: 10_000 },
  });
  return {
    server,
    remote,
    told,
    hosts: () => [server.url, remote.url].map((url) => new URL(url).host),
    page(as, module) {
      const query = new URLSearchParams({ remote: remote.url, hold: '', as, options: JSON.stringify({ nonce: NONCE, module }) });
      return `${server.url}/strict-embed.html?${query}`;
    },
    async begin(who, text) {
      const firstMessage = { clientMessageId: randomUUID(), text };
      const { conversation, error } = await server.backend.startConversation(who, { clientConversationId: randomUUID(), firstMessage });
      if (!conversation) throw new Error(`No conversation: ${error?.message}`);
      return conversation.id;
    },
    async say(who, conversationId, text) {
      const { error } = await server.backend.sendMessage(who, { conversationId, clientMessageId: randomUUID(), text });
      if (error) throw new Error(`Not said in ${conversationId}: ${error.message}`);
    },
    async close() {
      await server.close();
      await remote.close();
    },
  };
}

const spaced = (text: string): string => text.replaceAll(/\s+/gu, ' ');

/** What of these inputs a text does not show as it should; `how` says whether it was read as Markdown. */
export function untold(row: string, shown: string, inputs: readonly HostileInput[], how: 'answer' | 'plain'): string[] {
  const text = spaced(shown);
  return inputs.flatMap((input) => {
    const wanted = how === 'plain' ? [input.plain ?? input.text] : (input.answer ?? [input.text]);
    const missing = wanted.filter((one) => !text.includes(spaced(one).trim())).map((one) => `${row}: not shown: ${one.slice(0, 120)}`);
    return missing.length > 0 ? [...missing, `${row}: shown instead: ${text.slice(0, 1_500)}`] : missing;
  });
}

/** The customer asks for a person, who takes the conversation. */
export async function passOn(
  { server }: Scene,
  customer: Identity,
  staff: Identity,
  conversationId: string,
  reason: string,
): Promise<void> {
  const input = () => ({ conversationId, clientRequestId: randomUUID() });
  const handover = { summary: reason, items: [{ key: reason, value: reason }] };
  const asked = await server.backend.requestHuman(customer, { ...input(), reason, handover });
  const taken = await server.backend.claimConversation(staff, input());
  const error = asked.error ?? taken.error;
  if (error) throw new Error(`${conversationId} was not passed on: ${error.message}`);
}

/** Resolves once the newest answer has ended. */
export async function answered({ server }: Scene, who: Identity, conversationId: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const found = await server.backend.conversation(who, conversationId, 1);
    const last = found?.messages.at(-1);
    if (last?.author.role === 'ASSISTANT' && !['PENDING', 'STREAMING'].includes(last.state)) return;
    await rest(20);
  }
  throw new Error(`${conversationId} was not answered within 30 s.`);
}

/** A member of staff of this name and portrait takes the conversation, says this and gives it back. */
export async function speakAs(
  scene: Scene,
  customer: Identity,
  conversationId: string,
  as: Pick<Identity, 'name' | 'avatarUrl'>,
  text: string,
): Promise<void> {
  const staff = { ...person('mara'), subject: `staff-${randomUUID()}`, ...as };
  await passOn(scene, customer, staff, conversationId, as.name);
  await scene.say(staff, conversationId, text);
  const { error } = await scene.server.backend.returnToAssistant(staff, { conversationId, clientRequestId: randomUUID() });
  if (error) throw new Error(`${conversationId} was not given back: ${error.message}`);
}

/** A new customer who, and whose organisation, is called this. */
export async function named({ server }: Scene, name: string): Promise<{ readonly userId: string; readonly token: string }> {
  const userId = randomUUID();
  const who = { id: userId, name, role: 'USER', organizations: [{ ...NORTHWIND, name }] } as const;
  return { userId, token: await demoToken(who, server.key, Date.now()) };
}

/** A label that names a host it does not lead to, and links other than those these inputs may make. */
export function lied(row: string, shown: string, links: readonly string[], inputs: readonly HostileInput[]): string[] {
  const labels = inputs.flatMap(({ never }) => (never !== undefined && shown.includes(never) ? [`${row}: shown: ${never}`] : []));
  const wanted = inputs.flatMap(({ links: may = [] }) => may).join(' ');
  return links.join(' ') === wanted ? labels : [...labels, `${row}: links to ${links.join(' ')}, not to ${wanted}`];
}
