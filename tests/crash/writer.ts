import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChatError } from '../../src/protocol/chat-error.ts';
import type { Outcome } from '../../src/protocol/commands.ts';
import { Chance } from '../faults/chance.ts';
import type { Slot } from './cluster.ts';
import type { Conversation, Field } from './field.ts';
import type { Attempt, Intent, Send } from './history.ts';

const REST_MS = { least: 30, most: 200 } as const;
const BACK_OFF_MS = { least: 30, most: 250 } as const;
/** Over the limit of a message, 8 kB. */
const LARGE = 9_000;
const SHARES: readonly (readonly [Intent, number])[] = [
  ['once', 0.12],
  ['again', 0.05],
  ['conflict', 0.04],
  ['foreign', 0.03],
  ['large', 0.02],
];

/** What one answer to an attempt means; `again` when nothing can be told from it. */
type Verdict = { readonly outcome: 'ok' | 'fail' | 'again'; readonly result: string; readonly answer: Outcome | null };

/** Sends one message after another, each by the rules of a client: an id before the first attempt, repeated until it is answered (C-2, K-6). */
export class Writer {
  readonly sends: Send[] = [];
  readonly #field: Field;
  readonly #number: number;
  readonly #chance: Chance;
  #count = 0;

  constructor(field: Field, number: number, seed: number) {
    this.#field = field;
    this.#number = number;
    this.#chance = new Chance(seed);
  }

  /**
   * Goes round all conversations, in an order of its own, until `stop`, and once at least; what is under way then is brought to its end.
   * @param giveUp ends even that: the servers answer nothing any more.
   */
  async write(stop: AbortSignal, giveUp: AbortSignal): Promise<void> {
    const order = this.#shuffled();
    for (let turn = 0; !giveUp.aborted && (turn < order.length || !stop.aborted); turn += 1) {
      const conversation = order[turn % order.length];
      if (!conversation) return;
      await this.#one(conversation, giveUp);
      await sleep(this.#chance.whole(REST_MS.least, REST_MS.most));
    }
  }

  #shuffled(): readonly Conversation[] {
    const drawn = this.#field.conversations.map((conversation) => ({ conversation, at: this.#chance.next() }));
    return drawn.sort((a, b) => a.at - b.at).map(({ conversation }) => conversation);
  }

  #text(): string {
    this.#count += 1;
    return `w${this.#number}m${this.#count}-${randomUUID().slice(0, 8)} please`;
  }

  async #one(conversation: Conversation, giveUp: AbortSignal): Promise<void> {
    const which = this.#chance.next();
    const at = this.#chance.next();
    const earlier = this.sends.filter(({ outcome, intent }) => outcome === 'ok' && (intent === 'plain' || intent === 'once'));
    const old = earlier[Math.floor(at * earlier.length)];
    const intent = intentOf(which);
    const fresh = { conversation, clientMessageId: randomUUID(), text: this.#text() };
    if (intent === 'large') return this.#send({ ...fresh, intent, text: fresh.text.padEnd(LARGE, '.') }, giveUp);
    if (intent !== 'again' && intent !== 'conflict') return this.#send({ ...fresh, intent }, giveUp);
    const its = old && this.#field.conversations.find(({ id }) => id === old.conversationId);
    if (!old || !its) return this.#send({ ...fresh, intent: 'plain' }, giveUp);
    const text = intent === 'again' ? old.text : fresh.text;
    return this.#send({ intent, conversation: its, clientMessageId: old.clientMessageId, text }, giveUp);
  }

  async #send(
    wanted: { intent: Intent; conversation: Conversation; clientMessageId: string; text: string },
    giveUp: AbortSignal,
  ): Promise<void> {
    const { cluster, customers, now } = this.#field;
    const { intent, conversation, clientMessageId, text } = wanted;
    const customer = intent === 'foreign' ? (customers.find((each) => each !== conversation.customer) ?? '') : conversation.customer;
    const attempts: Attempt[] = [];
    const begun = now();
    let place = this.#chance.happens(0.5) ? 0 : 1;
    let verdict: Verdict;
    for (;;) {
      const slot = cluster.slots[place === 0 ? 0 : 1];
      const attemptBegun = now();
      verdict = await this.#attempt(slot, customer, conversation.id, clientMessageId, text);
      attempts.push({ server: slot.name, begun: attemptBegun, ended: now(), result: verdict.result });
      if (verdict.outcome !== 'again' || intent === 'once' || giveUp.aborted) break;
      place = 1 - place;
      await sleep(this.#chance.whole(BACK_OFF_MS.least, BACK_OFF_MS.most));
    }
    const { outcome, answer } = verdict;
    if (outcome === 'ok') this.#field.acknowledged += 1;
    this.sends.push({
      writer: this.#number,
      intent,
      conversationId: conversation.id,
      clientMessageId,
      text,
      attempts,
      begun,
      ended: now(),
      outcome: outcome === 'again' ? 'unknown' : outcome,
      message: outcome === 'ok' && answer?.message ? { id: answer.message.id, seq: answer.message.createdSeq } : null,
      runId: outcome === 'ok' ? (answer?.runId ?? null) : null,
      deduplicated: answer?.deduplicated ?? false,
      code: answer?.error?.code ?? null,
    });
  }

  async #attempt(slot: Slot, customer: string, conversationId: string, clientMessageId: string, text: string): Promise<Verdict> {
    slot.inFlight += 1;
    try {
      const answer = await this.#field.clients.of(customer, slot).send({ type: 'send', conversationId, clientMessageId, text });
      const { error, message } = answer;
      // The database did not answer: it may have committed before it went (rule C-4).
      if (error?.code === 'UNAVAILABLE') return { outcome: 'again', result: 'UNAVAILABLE', answer: null };
      if (error) return { outcome: 'fail', result: error.code, answer };
      if (!message) return { outcome: 'fail', result: 'neither message nor error', answer };
      return { outcome: 'ok', result: answer.deduplicated ? 'ok, deduplicated' : 'ok', answer };
    } catch (fault) {
      return { outcome: 'again', result: reasonOf(fault), answer: null };
    } finally {
      slot.inFlight -= 1;
    }
  }
}

/** The innermost cause: what the socket said. */
function reasonOf(fault: unknown): string {
  let inner = fault;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  const kind = fault instanceof ChatError ? `${fault.kind}: ` : '';
  return `${kind}${inner instanceof Error ? inner.message : String(inner)}`;
}

function intentOf(which: number): Intent {
  let from = 0;
  for (const [intent, share] of SHARES) {
    from += share;
    if (which < from) return intent;
  }
  return 'plain';
}
