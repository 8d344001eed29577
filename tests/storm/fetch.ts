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
    let over = (): void => {};
    line.note(`asks ${name}`);
    told({ name, variables }, new Promise<void>((resolve) => (over = resolve)));
    return new Promise<Response>((resolve, reject) => {
      let answered = false;
      let forget = (): void => {};
      const settle = (act: () => void): void => {
        if (answered) return;
        answered = true;
        init?.signal?.removeEventListener('abort', abandon);
        over();
        act();
      };
      const abandon = (): void => {
        settle(() => reject(ABORTED));
        forget();
      };
      if (init?.signal?.aborted) return abandon();
      init?.signal?.addEventListener('abort', abandon);
      const fail = (): void => settle(() => reject(new TypeError('fetch failed')));
      const back = (answer: Answer, html = false): void =>
        deliver(line, tab, name, answer, html, fail, (response) => settle(() => resolve(response)));
      const arrive = (): void => {
        if (line.server.down > 0) return void line.clock.after(line.delay(), tab, fail);
        if (line.is('html')) return void back({ status: 200, body: '<html>Sign in to the network</html>' }, true);
        const dies = line.is('ack-then-die') && name === 'PollEvents' && variables.liveId !== null;
        if (dies) return void line.clock.after(line.delay(), tab, fail);
        forget = line.server.ask(name, variables, token, line.seams, back);
        if (answered) forget();
      };
      if (line.is('cut-off')) return void line.clock.after(1, tab, fail);
      if (line.is('hole-up')) return line.hold(arrive);
      line.clock.after(line.delay(), null, arrive);
    });
  };
}

function deliver(
  line: Line,
  tab: TimeOwner,
  name: string,
  answer: Answer,
  html: boolean,
  fail: () => void,
  take: (response: Response) => void,
): void {
  if (line.is('cut-off')) return void line.clock.after(1, tab, fail);
  // The answer never comes, or the connection is reset; either way nobody knows what became of the request.
  if (line.is('no-answer') && name !== 'PollEvents') {
    if (line.random.chance(0.6)) line.clock.after(line.delay(), tab, fail);
    return;
  }
  const body = line.is('half') ? answer.body.slice(0, answer.body.length >> 1) : answer.body;
  const retry = answer.retryAfter === undefined ? null : { 'content-type': 'application/json', 'retry-after': String(answer.retryAfter) };
  const headers = html ? HTML_TYPE : retry ? new Headers(retry) : JSON_TYPE;
  const response = { ok: answer.status < 300, status: answer.status, headers, body: null, text: () => Promise.resolve(body) };
  const slow = line.is('slow-queries') && name === 'Snapshot' ? line.random.whole(500, 4_000) : 0;
  const go = (): void => void line.clock.after(line.delay() + slow, tab, () => take(response as unknown as Response));
  if (line.is('hole-down') || line.is('buffer')) line.hold(go);
  else go();
}
