import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationEvent } from '../../src/protocol/vocabulary.ts';
import { openClient } from './client.ts';
import type { Conversation, Field } from './field.ts';
import type { Seen } from './history.ts';

const AGAIN_MS = 100;

/** Reads one conversation from its beginning, now from this server, now from the other, always from where it is. */
export class Reader {
  readonly #field: Field;
  readonly #number: number;
  readonly #conversation: Conversation;
  readonly #events: ConversationEvent[] = [];
  readonly #faults: string[] = [];

  constructor(field: Field, number: number, conversation: Conversation) {
    this.#field = field;
    this.#number = number;
    this.#conversation = conversation;
  }

  get seen(): Seen {
    return { reader: this.#number, conversationId: this.#conversation.id, events: this.#events, faults: this.#faults };
  }

  async read(stop: AbortSignal): Promise<void> {
    const { cluster } = this.#field;
    const { customer, id, epoch } = this.#conversation;
    // Its own, so that the server holds its requests and has to wake them.
    const clients = cluster.slots.map((slot) => openClient(cluster, slot, customer));
    for (let turn = this.#number; !stop.aborted; turn += 1) {
      const client = clients[turn % clients.length];
      if (!client) return;
      try {
        for await (const page of client.events(id, { epoch, seq: this.#events.length }, stop)) {
          if (page === null) this.#faults.push('was given a null page');
          if (page?.resync) this.#faults.push(`was told ${page.resync} at ${this.#events.length}`);
          if (this.#faults.length > 0) return;
          for (const event of page?.events ?? []) this.#take(event);
        }
      } catch {
        // The server went: the other one goes on from the same number.
      }
      await sleep(AGAIN_MS, undefined, { signal: stop }).catch(() => undefined);
    }
    for (const client of clients) client.close();
  }

  #take(event: ConversationEvent): void {
    if (event.seq !== this.#events.length + 1) this.#faults.push(`was given ${event.seq} after ${this.#events.length}`);
    this.#events.push(event);
  }
}
