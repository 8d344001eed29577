import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clients, openClient } from './client.ts';
import type { Cluster } from './cluster.ts';

export interface Conversation {
  readonly id: string;
  readonly customer: string;
  readonly epoch: string;
}

/** What everyone in a round shares. */
export interface Field {
  readonly cluster: Cluster;
  readonly clients: Clients;
  readonly customers: readonly string[];
  readonly conversations: readonly Conversation[];
  /** ms; the clock of the history. */
  now(): number;
  /** Acknowledged sends so far. */
  acknowledged: number;
  close(): void;
}

const CUSTOMERS = 5;
const START = { tries: 20, pauseMs: 200 } as const;

/** New conversations of new customers, begun while nothing is broken. */
export async function openField(cluster: Cluster, seed: number, conversations: number): Promise<Field> {
  const run = randomUUID().slice(0, 8);
  const customers = Array.from({ length: CUSTOMERS }, (_, at) => `customer-${seed}-${run}-${at}`);
  const clients = new Clients(cluster);
  const begun = await Promise.all(
    Array.from({ length: conversations }, (_, at) => startConversation(cluster, customers[at % CUSTOMERS] ?? '', at)),
  );
  return { cluster, clients, customers, conversations: begun, now: () => performance.now(), acknowledged: 0, close: () => clients.close() };
}

async function startConversation(cluster: Cluster, customer: string, at: number): Promise<Conversation> {
  const clientConversationId = randomUUID();
  let last: unknown;
  for (let tries = 0; tries < START.tries; tries += 1) {
    const slot = cluster.slots[(at + tries) % 2 === 0 ? 0 : 1];
    const client = openClient(cluster, slot, customer);
    try {
      const { head, error } = await client.send({ type: 'start', clientConversationId });
      if (head) return { id: clientConversationId, customer, epoch: head.epoch };
      last = error;
    } catch (fault) {
      last = fault;
    }
    await sleep(START.pauseMs);
  }
  throw new Error(`No conversation could be started before the round: ${last instanceof Error ? last.message : JSON.stringify(last)}`);
}
