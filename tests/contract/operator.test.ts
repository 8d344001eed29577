/** What an operator does while people use the chat: `npm run server -- …` as a process of its own, real sockets, the real client. */
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../host-demo/server/db/database.ts';
import { openPostgres } from '../../host-demo/server/db/postgres.ts';
import { forgetOldEvents } from '../../host-demo/server/log/retention.ts';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { Transport } from '../../src/protocol/transport.ts';
import { type ChatRuntime, keys } from '../../src/queries/chat-runtime.ts';
import { followConversation } from '../../src/queries/conversation-feed.ts';
import type { ConversationView } from '../../src/session/conversation.ts';
import { post, RawSocket } from '../hostile/doors.ts';
import { type RunningPostgres, startPostgres } from '../postgres.ts';
import { runCommand } from '../support/run-command.ts';
import { openClient } from './real-client.ts';
import { openRealServer, type RealServer } from './real-server.ts';

const slowMs = 90_000;
const soon = { timeout: 15_000 };
const EVENTS = `subscription($id: ID!, $after: ResumePoint!) { conversationEvents(conversationId: $id, after: $after) {
  events { seq } head { epoch seq } resync } }`;

async function start(runtime: ChatRuntime, text: string): Promise<string> {
  const outcome = await runtime.transport.send({
    type: 'start',
    clientConversationId: randomUUID(),
    firstMessage: { clientMessageId: randomUUID(), text },
  });
  if (!outcome.snapshot) throw new Error(`start failed: ${JSON.stringify(outcome.error)}`);
  return outcome.snapshot.id;
}

const viewOf = (runtime: ChatRuntime, id: string) => runtime.queryClient.getQueryData<ConversationView | null>(keys.conversation(id));
const textsOf = (runtime: ChatRuntime, id: string) => viewOf(runtime, id)?.messages.map(({ text, state }) => `${state} ${text}`) ?? [];

/** A line that can be cut for what is sent, and that counts the snapshots. */
function gate(): { around(transport: Transport): Transport; down: boolean; snapshots: number } {
  const state = {
    down: false,
    snapshots: 0,
    around: (transport: Transport): Transport =>
      new Proxy(transport, {
        get(target, name) {
          if (name === 'send' && state.down) return () => Promise.reject(new ChatError('network', 'Cut by the test.'));
          if (name === 'snapshot') state.snapshots += 1;
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
  };
  return state;
}

describe('commands on Postgres, while two servers run', { timeout: slowMs }, () => {
  let postgres: RunningPostgres;
  let url: string;
  let database: Database;
  let servers: RealServer[] = [];
  const sockets: RawSocket[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase();
    database = await openPostgres(url);
    const key = { secret: 'a secret of the two servers, 32 long', jwksUrl: null, issuer: null, audience: null };
    servers = [
      await openRealServer({ databaseUrl: url, tokens: key }),
      await openRealServer({ databaseUrl: url, tokens: key, limits: { messagesPerMinute: 1_000, heartbeatMs: 60_000 } }),
    ];
  }, slowMs);
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.end();
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await database?.close();
    await postgres?.stop();
  });

  const server = (index: number): RealServer => {
    const found = servers[index];
    if (!found) throw new Error(`no server ${index}`);
    return found;
  };
  /** A subscription of this conversation on one of the servers, with its first page. */
  async function watchOn(index: number, token: string, id: string): Promise<RawSocket> {
    const socket = new RawSocket(server(index).server.url);
    sockets.push(socket);
    await socket.init(token);
    socket.subscribe('1', EVENTS, { id, after: { epoch: 'none', seq: 0 } });
    const first = await socket.next((frame) => frame.type === 'next');
    const { head } = (first.payload as { data: { conversationEvents: { head: { epoch: string; seq: number } } } }).data.conversationEvents;
    socket.subscribe('2', EVENTS, { id, after: head });
    await socket.next((frame) => frame.type === 'next' && frame.id === '2');
    return socket;
  }
  /** Ms until subscription 2 has ended with a null page. */
  async function withdrawn(socket: RawSocket, since: number): Promise<number> {
    await expect.poll(() => socket.frames.some(({ id, type }) => id === '2' && type === 'complete')).toBe(true);
    const ms = performance.now() - since;
    expect(JSON.stringify(socket.frames.filter(({ id }) => id === '2').at(-2)?.payload)).toBe('{"data":{"conversationEvents":null}}');
    return ms;
  }

  it('F40 A-5: revoke ends the sockets of both servers with a null page, long poll and poll with null, within 5 s', async () => {
    const runtime = openClient(server(0), { webSocket: true });
    const id = await start(runtime, 'hello');
    const ended = followConversation(runtime, id, new AbortController().signal);
    await expect.poll(() => textsOf(runtime, id).at(-1), soon).toBe('COMPLETED echo hello');
    const token = await server(0).access('ada').token();
    const watching = [await watchOn(0, token, id), await watchOn(1, token, id)];
    const poll = (index: number, waitMs: number) =>
      post(
        server(index).server.url,
        token,
        `query($id: ID!, $after: ResumePoint!) { conversationEvents(conversationId: $id, after: $after, waitMs: ${waitMs}) { resync } }`,
        {
          id,
          after: viewOf(runtime, id)?.cursor,
        },
      );
    const held = poll(1, 20_000);
    const ran = await runCommand(['revoke', '--subject', 'ada'], { DATABASE_URL: url });
    const since = performance.now();
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^Tokens of ada issued before \d{4}-.* open nothing in any organization any more\.$/m);
    for (const socket of watching) expect(await withdrawn(socket, since)).toBeLessThan(5_000);
    expect((await held).data).toEqual({ conversationEvents: null });
    expect(performance.now() - since).toBeLessThan(5_000);
    for (const index of [0, 1]) expect((await poll(index, 0)).data).toEqual({ conversationEvents: null });
    // The client takes it as withdrawn: the feed ends, and what it held is gone.
    expect(await ended).toBeNull();
    const send = 'mutation($input: SendMessageInput!) { sendMessage(input: $input) { error { code message } } }';
    const input = { clientMessageId: randomUUID(), text: 'Let me in.' };
    const refused = await post(server(0).server.url, token, send, { input: { ...input, conversationId: id } });
    const unknown = await post(server(0).server.url, token, send, { input: { ...input, conversationId: randomUUID() } });
    expect(refused.text).toBe(unknown.text);
    expect(refused.text).toContain('NOT_FOUND');
    // A token issued later opens again; so does the old one when it is taken back.
    const later = await server(1).access('ada').token();
    expect((await post(server(1).server.url, later, `{ conversation(id: "${id}") { id } }`)).data?.conversation).toEqual({ id });
    expect((await runCommand(['unrevoke', '--subject', 'ada'], { DATABASE_URL: url })).code).toBe(0);
    await expect
      .poll(async () => (await post(server(0).server.url, token, `{ conversation(id: "${id}") { id } }`)).data?.conversation, soon)
      .toEqual({ id });
    expect((await runCommand(['unrevoke', '--subject', 'ada'], { DATABASE_URL: url })).err).toContain('Nothing of ada was revoked');
    runtime.dispose();
  });

  it('F40 A-5: also within 5 s when no wake-up tells of it', async () => {
    const runtime = openClient(server(0), { person: 'ben', webSocket: false });
    const id = await start(runtime, 'hello');
    const token = await server(0).access('ben').token();
    const watching = [await watchOn(0, token, id), await watchOn(1, token, id)];
    const since = performance.now();
    await database.query("INSERT INTO revocations (subject, organization_id, at) VALUES ('ben', 'org-northwind', $1)", [Date.now()]);
    for (const socket of watching) expect(await withdrawn(socket, since)).toBeLessThan(5_000);
    runtime.dispose();
  });

  it('F36 L-6: new-epoch tells open readers at once, the client takes a snapshot, and what was not acknowledged is sent once', async () => {
    const line = gate();
    const runtime = openClient(server(1), { person: 'chen', around: line.around });
    const id = await start(runtime, 'hello');
    const stop = new AbortController();
    const following = followConversation(runtime, id, stop.signal);
    await expect.poll(() => textsOf(runtime, id).at(-1), soon).toBe('COMPLETED echo hello');
    const before = viewOf(runtime, id)?.cursor.epoch;
    const { snapshots } = line;
    line.down = true;
    runtime.outbox.add({ conversationKey: id, text: 'Anyone?' });
    const ran = await runCommand(['new-epoch', '--conversation', id], { DATABASE_URL: url });
    const since = performance.now();
    expect(ran).toEqual({ code: 0, out: `Conversation ${id} has a new epoch.\n`, err: '' });
    await expect.poll(() => viewOf(runtime, id)?.cursor.epoch).not.toBe(before);
    // Pages on this server are a minute apart: it was the wake-up that told.
    expect(performance.now() - since).toBeLessThan(5_000);
    expect(line.snapshots).toBe(snapshots + 1);
    expect(runtime.outbox.entries(id)).toMatchObject([{ text: 'Anyone?' }]);
    line.down = false;
    await expect.poll(() => textsOf(runtime, id).slice(2), soon).toEqual(['COMPLETED Anyone?', 'COMPLETED echo Anyone?']);
    expect(runtime.outbox.entries(id)).toEqual([]);
    stop.abort();
    await following;
    runtime.dispose();
  });

  it('F35 S-3: a client whose point retention has passed takes one snapshot, and no message is missing', async () => {
    const line = gate();
    const runtime = openClient(server(0), { person: 'chen', around: line.around });
    const id = await start(runtime, 'one');
    const follow = () => {
      const stop = new AbortController();
      const following = followConversation(runtime, id, stop.signal);
      return async () => {
        stop.abort();
        await following;
      };
    };
    const leave = follow();
    await expect.poll(() => textsOf(runtime, id).at(-1), soon).toBe('COMPLETED echo one');
    await leave();
    // Nobody looks; meanwhile the conversation goes on, and what is old is forgotten.
    await runtime.transport.send({ type: 'send', conversationId: id, clientMessageId: randomUUID(), text: 'two' });
    const finished = "SELECT 1 FROM messages WHERE conversation_id = $1 AND state = 'COMPLETED' AND role = 'ASSISTANT'";
    await expect.poll(() => database.query(finished, [id]), soon).toHaveLength(2);
    await forgetOldEvents(database, Date.now() + 60_000);
    const { snapshots } = line;
    const again = follow();
    const all = ['COMPLETED one', 'COMPLETED echo one', 'COMPLETED two', 'COMPLETED echo two'];
    await expect.poll(() => textsOf(runtime, id), soon).toEqual(all);
    expect(line.snapshots).toBe(snapshots + 1);
    await again();
    runtime.dispose();
  });

  it('F36: new-epoch without a name is for all of them, and one that does not exist is said', async () => {
    const ran = await runCommand(['new-epoch'], { DATABASE_URL: url });
    expect(ran.out).toMatch(/^All \d+ conversations have a new epoch\.$/m);
    const unknown = await runCommand(['new-epoch', '--conversation', 'nobody'], { DATABASE_URL: url });
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.err).toContain('There is no conversation "nobody"');
  });
});

describe('commands on a data folder', { timeout: slowMs }, () => {
  const root = mkdtempSync(join(tmpdir(), 'chat operator '));
  const dataDir = join(root, 'data');
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('F36 L-8: a restored folder: the running server is named, then the client resumes on the older log with nothing doubled or unsent', async () => {
    const first = await openRealServer({ dataDir });
    const { port } = first.server;
    const runtime = openClient(first, { limits: { backoffMaxMs: 500 } });
    const id = await start(runtime, 'before');
    const stop = new AbortController();
    const following = followConversation(runtime, id, stop.signal);
    await expect.poll(() => textsOf(runtime, id).at(-1), soon).toBe('COMPLETED echo before');

    const busy = await runCommand(['new-epoch'], { DATA_DIR: dataDir });
    expect(busy).toMatchObject({ code: 1, out: '' });
    expect(busy.err).toContain(`in use by a running server (process ${process.pid})`);
    expect(busy.err).toContain('Stop that server, run "new-epoch" again, then start it.');

    await first.close();
    cpSync(dataDir, join(root, 'backup'), { recursive: true });
    const second = await openRealServer({ dataDir, port });
    runtime.outbox.add({ conversationKey: id, text: 'after the backup' });
    await expect.poll(() => textsOf(runtime, id).at(-1), soon).toBe('COMPLETED echo after the backup');
    const longer = viewOf(runtime, id)?.cursor ?? { epoch: '', seq: 0 };
    await second.close();
    runtime.outbox.add({ conversationKey: id, text: 'while it was away' });

    rmSync(dataDir, { recursive: true });
    cpSync(join(root, 'backup'), dataDir, { recursive: true });
    expect(await runCommand(['new-epoch'], { DATA_DIR: dataDir })).toEqual({
      code: 0,
      out: 'The only conversation has a new epoch.\n',
      err: '',
    });
    const third = await openRealServer({ dataDir, port });
    const restored = ['COMPLETED before', 'COMPLETED echo before', 'COMPLETED while it was away', 'COMPLETED echo while it was away'];
    await expect.poll(() => textsOf(runtime, id), soon).toEqual(restored);
    expect(viewOf(runtime, id)?.cursor.epoch).not.toBe(longer.epoch);
    expect(runtime.outbox.entries(id)).toEqual([]);
    stop.abort();
    await following;
    runtime.dispose();
    await third.close();
  });

  it('says what it needs', async () => {
    const elsewhere = { DATA_DIR: join(root, 'nowhere') };
    const cases: readonly (readonly [said: string, ...args: string[]])[] = [
      ['--subject SUB', 'revoke'],
      ['--organization is empty', 'revoke', '--subject', 'ada', '--organization', ''],
      ['There is no data in', 'unrevoke', '--subject', 'ada'],
      ['npm run server -- help', 'nonsense'],
    ];
    const ran = await Promise.all(cases.map(([, ...args]) => runCommand(args, elsewhere)));
    expect(ran.map(({ code, err }, index) => [code, err.includes(cases[index]?.[0] ?? 'nothing')])).toEqual(cases.map(() => [1, true]));
    expect((await runCommand(['start'], { ...elsewhere, NODE_ENV: 'production' })).err).toContain('JWT_SECRET');
  });
});
