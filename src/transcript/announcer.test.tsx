// @vitest-environment jsdom
import { act, cleanup, type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Participant } from '../protocol/vocabulary.ts';
import type { MessageView } from '../session/conversation.ts';
import type { TranscriptItem } from '../session/select.ts';
import { ScopedRoot } from '../ui/index.ts';
import { Announcer } from './announcer.tsx';
import type { Row } from './rows.ts';
import { startsByPattern } from './speech/sentences.ts';
import type { Announce } from './speech/speaker.ts';

const ada: Participant = { id: 'u', role: 'USER', name: 'Ada', avatarUrl: null };
const bot: Participant = { id: 'a', role: 'ASSISTANT', name: 'Assistant', avatarUrl: null };
const maya: Participant = { id: 'g', role: 'AGENT', name: 'Maya', avatarUrl: null };

const ANSWER = `A reorder point is a level. Fluxori checks it **every 15 minutes**, e.g. at noon. See [the guide](https://help.example/a).

## Set it

1. Open *Stock*. Choose the product.
2. Enter the level.

| Field | Meaning | Example |
| --- | --- | ---: |
| Lead time | Days | 9 |
| Safety stock | Units | 40 |

\`\`\`json
{
  "sku": "BRG-2210"
}
\`\`\`

> Beyond \`capacity\` it is refused.

- [x] Supplier
- [ ] Price

Done!`;

const said = (author: Participant, text: string, extra: Partial<MessageView> = {}): MessageView => ({
  id: `m-${author.id}`,
  author,
  text,
  state: 'COMPLETED',
  attempt: 1,
  clientMessageId: null,
  runId: null,
  createdSeq: 1,
  at: '2026-11-22T10:00:00Z',
  sources: [],
  suggestions: [],
  rating: null,
  error: null,
  activity: null,
  hash: 'ok',
  promise: null,
  asOf: 1,
  ...extra,
});
const item = (message: MessageView): TranscriptItem => ({ kind: 'message', key: message.id, message });
const own = (one: TranscriptItem): boolean => one.kind === 'message' && one.message.author.role === 'USER';
const question = item(said(ada, 'How?'));

/** Everything a listener hears: each element that is added to a polite region. */
class Recorder {
  readonly log: string[] = [];
  #view: RenderResult | null = null;
  readonly #announce: Announce;
  constructor(announce: Announce) {
    this.#announce = announce;
  }
  #tree(items: readonly TranscriptItem[], rows: readonly Row[]): ReactNode {
    return (
      <ScopedRoot>
        <Announcer items={items} rows={rows} own={own} announce={this.#announce} />
      </ScopedRoot>
    );
  }
  show(items: readonly TranscriptItem[], rows: readonly Row[] = []): void {
    if (this.#view === null) {
      this.#view = render(this.#tree(items, rows));
      const observer = new MutationObserver((records) => {
        for (const record of records) for (const node of record.addedNodes) this.log.push(node.textContent ?? '');
      });
      for (const region of this.#view.container.querySelectorAll('[aria-live=polite]')) observer.observe(region, { childList: true });
    } else this.#view.rerender(this.#tree(items, rows));
  }
  async pass(ms: number): Promise<void> {
    await act(async () => vi.advanceTimersByTime(ms));
  }
}

async function stream(announce: Announce, step = 7): Promise<readonly string[]> {
  const recorder = new Recorder(announce);
  recorder.show([question]);
  for (let end = 0; end < ANSWER.length; end += step) {
    recorder.show([question, item(said(bot, ANSWER.slice(0, end), { state: end === 0 ? 'PENDING' : 'STREAMING' }))]);
    await recorder.pass(300);
  }
  recorder.show([question, item(said(bot, ANSWER))]);
  await recorder.pass(300);
  // What is finished is not said again, whatever else changes about it.
  recorder.show([question, item(said(bot, ANSWER, { rating: 'UP' }))]);
  await recorder.pass(300);
  return recorder.log;
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const SENTENCES = [
  'A reorder point is a level.',
  'Fluxori checks it every 15 minutes, e.g. at noon.',
  'See the guide.',
  'Set it',
  '1. Open Stock.',
  'Choose the product.',
  '2. Enter the level.',
  'Table with 3 columns and 2 rows.',
  'Code, 3 lines of json.',
  'Quote: Beyond capacity it is refused.',
  'Done: Supplier',
  'To do: Price',
  'Done!',
];

describe('the announcement log of a streamed answer with list, table and code', () => {
  it.each([1, 7, 40, 10_000])('says every sentence once, as words, in pieces of %i characters', async (step) => {
    expect(await stream('sentences', step)).toEqual(['Answering', ...SENTENCES, 'Answer finished']);
  });
  it('boundaries: that it is answered, and that it is finished', async () => {
    expect(await stream('boundaries')).toEqual(['Answering', 'Answer finished']);
  });
  it('complete: the whole answer at its end', async () => {
    expect(await stream('complete')).toEqual(['Answering', `Answer: ${SENTENCES.join(' ')}`]);
  });
  it('off: nothing', async () => {
    expect(await stream('off')).toEqual([]);
  });
  it('a sentence is said when it closes, not at the end of the answer', async () => {
    const recorder = new Recorder('sentences');
    recorder.show([question]);
    recorder.show([question, item(said(bot, 'It left on Monday. It ar', { state: 'STREAMING' }))]);
    await recorder.pass(300);
    expect(recorder.log).toEqual(['Answering', 'It left on Monday.']);
  });
  it('a table and code are not read before their size is known', async () => {
    const recorder = new Recorder('sentences');
    recorder.show([question]);
    recorder.show([question, item(said(bot, '```js\nlet secret = 1;\nlet other = 2;\n', { state: 'STREAMING' }))]);
    await recorder.pass(300);
    expect(recorder.log).toEqual(['Answering']);
  });
});

describe('what else is heard', () => {
  it('an answer that begins again says so; what was said of the first attempt is not mixed in', async () => {
    const recorder = new Recorder('sentences');
    recorder.show([question]);
    recorder.show([question, item(said(bot, 'One. Two. Th', { state: 'STREAMING' }))]);
    await recorder.pass(300);
    recorder.show([question, item(said(bot, 'Four. Five', { state: 'STREAMING', attempt: 2 }))]);
    await recorder.pass(300);
    recorder.show([question, item(said(bot, 'Four. Five', { state: 'STOPPED', attempt: 2 }))]);
    await recorder.pass(300);
    expect(recorder.log).toEqual(['Answering', 'One.', 'Two.', 'The answer begins again', 'Four.', 'Five', 'You stopped this answer.']);
  });
  it('of an answer that is growing when the page opens only what comes', async () => {
    const recorder = new Recorder('sentences');
    recorder.show([question, item(said(bot, 'One. Two. Th', { state: 'STREAMING' }))]);
    await recorder.pass(300);
    recorder.show([question, item(said(bot, 'One. Two. Three. Four', { state: 'STREAMING' }))]);
    await recorder.pass(300);
    expect(recorder.log).toEqual(['Three.']);
  });
  it('a person by name; after an absence the number of what came', async () => {
    const recorder = new Recorder('sentences');
    recorder.show([question]);
    recorder.show([question, item(said(maya, 'Hello **Ada**.'))]);
    await recorder.pass(300);
    const missed = [1, 2, 3, 4].map((at) => item(said(maya, 'More', { id: `more-${at}` })));
    recorder.show([question, item(said(maya, 'Hello **Ada**.')), ...missed]);
    await recorder.pass(300);
    expect(recorder.log).toEqual(['Maya: Hello Ada.', '4 new messages']);
  });
  it('nothing of what stood there at the beginning or was loaded before it', async () => {
    const recorder = new Recorder('sentences');
    recorder.show([question]);
    recorder.show([item(said(bot, 'Old', { id: 'old' })), question]);
    await recorder.pass(300);
    expect(recorder.log).toEqual([]);
  });
  it('what becomes of the conversation on a channel of its own', async () => {
    const recorder = new Recorder('sentences');
    const row = (key: string, text: string | null): Row => ({
      key,
      item: question,
      line: text === null ? null : { icon: 'person', text },
      day: null,
      first: true,
      named: true,
      timed: true,
      last: true,
      oldest: false,
      told: { voice: '', at: 0 },
      newest: true,
      latest: true,
      waits: false,
      unread: null,
    });
    recorder.show([question], [row('a', null)]);
    recorder.show([question], [row('a', null), row('b', 'Maya has joined')]);
    await recorder.pass(0);
    expect(document.querySelector('[data-announcer=state]')?.textContent).toBe('Maya has joined');
    expect(document.querySelector('[data-announcer=talk]')?.textContent).toBe('');
  });
});

describe('sentences', () => {
  it('browsers without the rules of the language find them by their marks', () => {
    const text = 'It left, e.g. by road. See 3.5 below! "Yes." End';
    const starts = startsByPattern(text);
    expect(starts.map((start, at) => text.slice(start, starts[at + 1]))).toEqual([
      'It left, e.g. by road. ',
      'See 3.5 below! ',
      '"Yes." ',
      'End',
    ]);
  });
});
