import type { Environment, Persistence } from './environment.ts';
import type { Limits } from './limits.ts';
import type { OutboxEntry } from './outbox-entry.ts';
import type { OutboxList } from './outbox-list.ts';
import type { OutboxStore } from './outbox-store.ts';
import { type Notice, OutboxTabs } from './outbox-tabs.ts';

export interface SharedOptions {
  readonly environment: Environment;
  readonly limits: Limits;
  readonly scope: string;
  readonly list: OutboxList;
  readonly store: OutboxStore;
  readonly accepted: Map<string, number>;
  /** Whether this page reads the conversation: its log will show what was accepted. */
  watched(conversationKey: string): boolean;
  /** Another page brought this one to the server. */
  onAccepted(entry: OutboxEntry): void;
  work(conversationKey: string): void;
}

/** One outbox on the device in several pages: each shows the same entries, and they take turns at sending. */
export class SharedEntries {
  readonly #options: SharedOptions;
  readonly #tabs: OutboxTabs;
  /** Entries first heard of from another page. */
  readonly #others = new Set<string>();

  constructor(options: SharedOptions) {
    this.#options = options;
    const { environment, limits, scope } = options;
    this.#tabs = new OutboxTabs({
      environment,
      limits,
      scope,
      reread: (key) => this.#reread(key),
      onTurn: (key) => options.work(key),
      onNotice: (notice) => this.#hear(notice),
    });
  }

  /** Whether this page sends this one at all: without turns each page sends its own (F54). */
  sends(entry: OutboxEntry): boolean {
    return this.#tabs.taken || !this.#others.has(entry.id);
  }

  /** Whether it is this page's turn in the conversation; if not, work goes on when it is. */
  enter(conversationKey: string): boolean {
    return this.#tabs.enter(conversationKey);
  }

  leave(conversationKey: string): void {
    this.#tabs.leave(conversationKey);
  }

  tell(notice: Notice): void {
    this.#tabs.tell(notice);
  }

  close(): void {
    this.#tabs.close();
  }

  async #reread(conversationKey: string): Promise<void> {
    const { list, store, accepted } = this.#options;
    const stored = (await store.load()).filter((entry) => entry.conversationKey === conversationKey);
    if (!store.kept) return;
    const ids = new Set(stored.map((entry) => entry.id));
    // Written once and gone: another page saw to it.
    const gone = (id: string): boolean => !ids.has(id) && !accepted.has(id) && (store.written(id) || this.#others.has(id));
    const done = list.of(conversationKey).filter((entry) => gone(entry.id));
    for (const entry of done) list.remove(entry.id);
    list.merge(stored.filter((entry) => !accepted.has(entry.id)));
  }

  #hear(notice: Notice): void {
    const { list, accepted, watched, work } = this.#options;
    if (notice.type === 'entry') {
      const { entry } = notice;
      const here = list.get(entry.id);
      if (here === null) {
        this.#others.add(entry.id);
        list.merge([entry]);
      } else if (here.state !== 'sending') {
        list.change(entry.id, { state: entry.state, error: entry.error, opening: entry.opening });
      }
      work(entry.conversationKey);
      return;
    }
    const entry = list.get(notice.id);
    if (!entry) return;
    if (notice.type === 'accepted' && watched(entry.conversationKey)) {
      accepted.set(entry.id, notice.seq);
      list.change(entry.id, { state: 'sending', opening: null, error: null, retryAt: null });
    } else list.remove(entry.id);
    if (notice.type === 'accepted') this.#options.onAccepted(entry);
    work(entry.conversationKey);
  }
}

/** Null where nothing is shared: a tab's own storage, or none. */
export function sharedBy(persistence: Persistence, options: SharedOptions): SharedEntries | null {
  return persistence === 'device' && options.environment.device ? new SharedEntries(options) : null;
}
