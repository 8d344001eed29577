import { documents } from '../../src/transports/documents.ts';
import type { TimeOwner } from './globals.ts';
import type { Line } from './line.ts';
import type { Answer } from './server.ts';

const OPERATIONS = new Map<string, string>(Object.entries(documents).map(([name, document]) => [document, name]));
const JSON_TYPE = new Headers({ 'content-type': 'application/json' });
const HTML_TYPE = new Headers({ 'content-type': 'text/html' });
const ABORTED = new DOMException('The operation was aborted.', 'AbortError');

export interface Post {
  readonly name: string;
  readonly variables: Record<string, unknown>;
}

/** `fetch` of one tab on one line: each request goes its own way, so answers may overtake each other. */
export function virtualFetch(line: Line, tab: TimeOwner, told: (post: Post, ended: Promise<void>) => void): typeof fetch {
  return (_, init) => {
    const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: Record<string, unknown> };
    const name = OPERATIONS.get(query);
    if (!name) throw new Error('The storm met a document that is not in src/transports/documents.ts.');
    const token = (init?.headers as Headers | undefined)?.get('authorization')?.replace('Bearer ', '') ?? '';
    line.note(`asks ${name}`);
    const request = new VirtualRequest(line, tab, { name, variables }, token, init?.signal ?? null);
    told({ name, variables }, request.ended);
    return new Promise<Response>((resolve, reject) => request.send(resolve, reject));
  };
}

/** One request on its way. Methods, not functions made for each: there are millions. */
class VirtualRequest {
  readonly ended: Promise<void>;
  readonly #line: Line;
  readonly #tab: TimeOwner;
  readonly #post: Post;
  readonly #token: string;
  readonly #signal: AbortSignal | null;
  #over!: () => void;
  #resolve!: (response: Response) => void;
  #reject!: (reason: unknown) => void;
  #forget: (() => void) | null = null;
  #answered = false;

  constructor(line: Line, tab: TimeOwner, post: Post, token: string, signal: AbortSignal | null) {
    this.#line = line;
    this.#tab = tab;
    this.#post = post;
    this.#token = token;
    this.#signal = signal;
    this.ended = new Promise<void>((resolve) => {
      this.#over = resolve;
    });
  }

  send(resolve: (response: Response) => void, reject: (reason: unknown) => void): void {
    const line = this.#line;
    this.#resolve = resolve;
    this.#reject = reject;
    if (this.#signal?.aborted) return void this.handleEvent();
    this.#signal?.addEventListener('abort', this);
    if (line.is('cut-off')) return void line.clock.after(1, this.#tab, () => this.#fail());
    if (line.is('hole-up')) return void line.hold(() => this.#arrive());
    line.clock.after(line.delay(), null, () => this.#arrive());
  }

  /** The caller gave up. */
  handleEvent(): void {
    if (this.#settle()) this.#reject(ABORTED);
    this.#forget?.();
  }

  #settle(): boolean {
    if (this.#answered) return false;
    this.#answered = true;
    this.#signal?.removeEventListener('abort', this);
    this.#over();
    return true;
  }

  #fail(): void {
    if (this.#settle()) this.#reject(new TypeError('fetch failed'));
  }

  #arrive(): void {
    const line = this.#line;
    const { name, variables } = this.#post;
    if (line.server.down > 0) return void line.clock.after(line.delay(), this.#tab, () => this.#fail());
    if (line.is('html')) return void this.#deliver({ status: 200, body: '<html>Sign in to the network</html>' }, true);
    const dies = line.is('ack-then-die') && name === 'PollEvents' && variables.liveId !== null;
    if (dies) return void line.clock.after(line.delay(), this.#tab, () => this.#fail());
    this.#forget = line.server.ask(name, variables, this.#token, line.seams, (answer) => this.#deliver(answer));
    if (this.#answered) this.#forget();
  }

  #deliver(answer: Answer, html = false): void {
    const line = this.#line;
    if (line.is('cut-off')) return void line.clock.after(1, this.#tab, () => this.#fail());
    // The answer never comes, or the connection is reset; either way nobody knows what became of the request.
    if (line.is('no-answer') && this.#post.name !== 'PollEvents') {
      if (line.random.chance(0.6)) line.clock.after(line.delay(), this.#tab, () => this.#fail());
      return;
    }
    const body = line.is('half') ? answer.body.slice(0, answer.body.length >> 1) : answer.body;
    const retry = answer.retryAfter === undefined ? null : { 'content-type': 'application/json', 'retry-after': String(answer.retryAfter) };
    const headers = html ? HTML_TYPE : retry ? new Headers(retry) : JSON_TYPE;
    const response = { ok: answer.status < 300, status: answer.status, headers, body: null, text: () => Promise.resolve(body) };
    const slow = line.is('slow-queries') && this.#post.name === 'Snapshot' ? line.random.whole(500, 4_000) : 0;
    const take = (): void => {
      if (this.#settle()) this.#resolve(response as unknown as Response);
    };
    const go = (): void => void line.clock.after(line.delay() + slow, this.#tab, take);
    if (line.is('hole-down') || line.is('buffer')) line.hold(go);
    else go();
  }
}
