import type { TransportName } from '../faults/schedule.ts';
import type { Mutant, Trial } from './mutant.ts';

const SOCKET: readonly TransportName[] = ['websocket'];
const EACH: readonly TransportName[] = ['websocket', 'long-poll', 'poll'];
const storm = (transports: readonly TransportName[]): readonly Trial[] => [{ campaign: 'storm', transports }];

/** What a client sends: ids, order, patience, memory (rules K-6, K-7). */
const SENDING: readonly Mutant[] = [
  {
    name: 'no-idempotency-key',
    bug: 'messages are sent without an id',
    patches: [
      {
        file: 'src/session/outbox-entry.ts',
        find: "return { type: 'send', conversationId: entry.conversationKey, clientMessageId: entry.id,",
        replace: "return { type: 'send', conversationId: entry.conversationKey, clientMessageId: '',",
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'new-key-on-retry',
    bug: 'each attempt to send has an id of its own',
    patches: [
      {
        file: 'src/session/outbox.ts',
        find: 'this.#options.send(toCommand(entry), this.#lifetime.signal)',
        replace: 'this.#options.send(toCommand({ ...entry, id: this.#environment.uuid() }), this.#lifetime.signal)',
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'outbox-in-memory',
    bug: 'unsent messages are kept in memory only',
    patches: [
      {
        file: 'src/session/outbox-device.ts',
        find: "if (persistence === 'session') return createOutboxStore(storage, scope);",
        replace: "if (persistence === 'session') return { ...NO_STORE, kept: true };",
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'two-sends-at-once',
    bug: 'a message does not wait for the one before it',
    patches: [
      {
        file: 'src/session/outbox.ts',
        find: 'if (lane.busy || lane.held || lane.cancelWait ||',
        replace: 'if (lane.held || lane.cancelWait ||',
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'no-outbox-back-off',
    bug: 'what could not be sent is tried again at once',
    patches: [
      {
        file: 'src/session/outbox.ts',
        find: 'const ms = (askedMs ?? 0) + lane.backoff.next();',
        replace: 'const ms = askedMs ?? 0;',
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'gone-when-acknowledged',
    bug: 'an unsent message leaves the screen when it is acknowledged, not when the log shows it',
    patches: [
      {
        file: 'src/session/outbox.ts',
        find: 'this.#list.change(entry.id, { opening: null, error: null, retryAt: null });',
        replace: 'this.#list.remove(entry.id);',
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'network-fault-is-final',
    bug: 'a lost answer to a send is taken for a refusal',
    patches: [
      {
        file: 'src/session/outbox.ts',
        find: 'else if (error.retryable) this.#wait(entry, lane, error.retryAfterMs, null);',
        replace: 'else if (error.retryAfterMs !== null) this.#wait(entry, lane, error.retryAfterMs, null);',
      },
    ],
    trials: storm(EACH),
  },
];

/** What a client reads: cursor, holes, repeats, snapshots (rules K-1, K-4, K-5). */
const READING: readonly Mutant[] = [
  {
    name: 'no-dedupe',
    bug: 'events the cursor has passed are applied again',
    patches: [
      {
        file: 'src/session/reduce.ts',
        find: 'if (event.seq <= cursor.seq) continue;\n    if (event.seq !== cursor.seq + 1) return;',
        replace: 'if (event.seq > cursor.seq + 1) return;',
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'hole-passed-on',
    bug: 'a page behind a hole counts as one that continues',
    patches: [{ file: 'src/session/feeds.ts', find: "if (event.seq !== seq + 1) return { kind: 'gap' };", replace: '' }],
    trials: storm(EACH),
  },
  {
    name: 'live-only-resume',
    bug: 'a feed is opened again at the head of the log, not at the cursor',
    patches: [
      {
        file: 'src/queries/conversation-feed.ts',
        find: 'open: (after, opening) => transport.events(id, after, opening),',
        replace: `open: async function* (after, opening) {
        const now = await transport.snapshot(id, { lastMessages: 1 }, opening);
        yield* transport.events(id, now?.head ?? after, opening);
      },`,
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'old-snapshot-over-new',
    bug: 'a snapshot takes the place of a view that is newer',
    patches: [{ file: 'src/session/reduce.ts', find: 'snapshot.head.seq < draft.view.cursor.seq;', replace: 'false;' }],
    trials: storm(EACH),
  },
  {
    name: 'reset-keeps-text',
    bug: 'a new attempt goes on behind the text of the one that was lost',
    patches: [{ file: 'src/session/reduce.ts', find: "    text: '',\n    state: 'STREAMING',", replace: "    state: 'STREAMING'," }],
    trials: storm(EACH),
  },
  {
    name: 'resync-ignored',
    bug: 'a page that asks for a snapshot counts as an empty one',
    patches: [
      {
        file: 'src/session/feeds.ts',
        find: "if (page.resync || page.head.epoch !== cursor.epoch) return { kind: 'resync' };",
        replace: "if (page.resync || page.head.epoch !== cursor.epoch) return { kind: 'continues', point: cursor, progress: false };",
      },
    ],
    trials: storm(EACH),
  },
];

/** How a client keeps its line up (rules K-5, K-14). */
const LINE: readonly Mutant[] = [
  {
    name: 'back-off-reset-at-ack',
    bug: 'the back-off starts over with the first page of an opening, whatever it brought',
    patches: [
      {
        file: 'src/session/follow.ts',
        find: 'if (placed.progress || options.environment.now() - line.openedAt > limits.backoffMaxMs) backoff.reset();',
        replace: 'backoff.reset();',
      },
    ],
    trials: storm(EACH),
  },
  {
    name: 'no-page-watchdog',
    bug: 'a feed may bring nothing for ever',
    patches: [
      {
        file: 'src/session/follow.ts',
        find: '      reject(late);\n',
        replace: '      return void late;\n',
      },
    ],
    trials: storm(SOCKET),
  },
  {
    name: 'old-opening-goes-on',
    bug: 'an opening that was given up is not ended: its late pages arrive beside the new ones',
    patches: [
      {
        file: 'src/session/follow.ts',
        find: "    signal.removeEventListener('abort', abort);\n    opening.abort();\n  }\n}",
        replace: "    signal.removeEventListener('abort', abort);\n  }\n}",
      },
    ],
    trials: storm(SOCKET),
  },
  {
    name: 'expired-token-kept',
    bug: 'a token the server refused is used again',
    patches: [
      {
        file: 'src/transports/websocket.ts',
        find: "if (error.kind === 'expired' && token !== null) access.refuse(token);",
        replace: '',
      },
    ],
    trials: storm(SOCKET),
  },
  {
    name: 'never-up-again',
    bug: 'a page that went down to HTTP stays there',
    patches: [
      {
        file: 'src/transports/rungs.ts',
        find: 'return this.#downSince !== null && !this.#forGood &&',
        replace: 'return this.#downSince !== null && this.#forGood &&',
      },
    ],
    trials: storm(['ladder']),
  },
];

export const CLIENT_MUTANTS: readonly Mutant[] = [...SENDING, ...READING, ...LINE];
