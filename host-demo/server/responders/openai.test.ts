import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whyPerson } from '../escalation/policy.ts';
import { createOpenAiResponder } from './openai.ts';
import type { ModelSettings } from './openai-completion.ts';
import { hear, merchant, ownIndex, requestFor } from './request.fixture.ts';
import type { FinishEvent } from './responder.ts';

type Answer = (
  response: ServerResponse,
  body: { messages: { role: string; content: string }[]; tools?: unknown[] },
  request: IncomingMessage,
) => void;

let server: Server;
let answers: Answer[];
let asked: { messages: { role: string; content: string }[]; tools?: unknown[] }[];

beforeEach(async () => {
  answers = [];
  asked = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const parsed = JSON.parse(body) as (typeof asked)[number];
      asked.push(parsed);
      const answer = answers.shift();
      if (answer === undefined) response.writeHead(500).end();
      else answer(response, parsed, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const text = (content: string): string => frame({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const end = (reason: string): string => frame({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
const call = (name: string, input: unknown): string => {
  const [first, second] = [JSON.stringify(input).slice(0, 3), JSON.stringify(input).slice(3)];
  return (
    frame({
      choices: [
        {
          index: 0,
          delta: { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name, arguments: first } }] },
          finish_reason: null,
        },
      ],
    }) +
    frame({ choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: second } }] }, finish_reason: null }] }) +
    end('tool_calls')
  );
};
const DONE = 'data: [DONE]\n\n';
const stream =
  (...frames: string[]): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const one of frames) response.write(one);
    response.end();
  };
const status =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code, { 'content-type': 'application/json' }).end('{"error":{"message":"no"}}');
  };

async function responder(more: Partial<ModelSettings> = {}) {
  const { port } = server.address() as AddressInfo;
  return createOpenAiResponder({
    index: await ownIndex(),
    merchant,
    settings: { baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'test', model: 'test', retryMs: 5, ...more },
  });
}

describe('a model behind an OpenAI-compatible endpoint', () => {
  it('streams, looks up an order of the customer’s organisation, cites it', async () => {
    answers = [stream(call('findOrder', { number: '1042' }), DONE), stream(text('Order 1042 '), text('is on its way.'), end('stop'), DONE)];
    const heard = await hear(await responder(), requestFor('where is order 1042?'));
    expect(heard.text).toBe('Order 1042 is on its way.');
    expect(heard.events.filter((event) => event.type === 'tool')).toEqual([
      { type: 'tool', label: 'Looking up order 1042…', state: 'STARTED' },
      { type: 'tool', label: 'Looking up order 1042…', state: 'DONE' },
    ]);
    expect(heard.finish).toMatchObject({ state: 'COMPLETED', sources: [{ url: '/orders/1042', kind: 'ORDER' }] });
    expect(asked[1]?.messages.at(-1)).toMatchObject({ role: 'tool', content: expect.stringContaining('"number":"1042"') as string });
  });

  it('H32: a foreign order is not found, whatever the arguments name', async () => {
    const foreign = merchant.listOrders('org-brightside')[0];
    answers = [
      stream(call('findOrder', { number: foreign?.number, organizationId: 'org-brightside' })),
      stream(text('Not found.'), end('stop')),
    ];
    const heard = await hear(await responder(), requestFor(`order ${foreign?.number}`));
    expect(asked[1]?.messages.at(-1)?.content).toBe('{"error":"not found"}');
    expect(JSON.stringify(asked)).not.toContain(foreign?.buyer);
    expect(heard.finish?.sources).toEqual([]);
  });

  it('H31: cites only articles the search gave, and takes other links out of the text', async () => {
    answers = [
      stream(call('search_help', { query: 'cancel an order' })),
      stream(text('Open [the page](https://evil'), text('.example/x).'), end('stop')),
    ];
    const heard = await hear(await responder(), requestFor('how do I cancel an order'));
    expect(heard.text).toBe('Open the page.');
    expect(heard.finish?.sources).toEqual([expect.objectContaining({ title: 'Cancel an order', kind: 'HELP_ARTICLE' })]);
    expect(heard.finish?.suggestions.length).toBeGreaterThan(0);
  });

  it('hands over when the model asks for a person, and says so even if it does not', async () => {
    answers = [stream(call('escalate_to_person', { reason: 'The customer is upset.' })), stream(end('stop'))];
    const heard = await hear(await responder(), requestFor('this is bad'));
    expect(heard.finish).toMatchObject({ state: 'COMPLETED', escalate: { reason: 'The customer is upset.' } });
    expect(heard.text).toMatch(/pass you on to a person/);
  });

  it('X-10: a question back is the answer, in one round, and is told apart', async () => {
    answers = [stream(call('ask_which', { question: 'The export of orders, or of products? See https://evil.example/x' }), DONE)];
    const { text: said, finish } = await hear(await responder(), requestFor('export'));
    expect(said).toContain('The export of orders, or of products?');
    expect(said).not.toContain('evil.example');
    expect(finish).toMatchObject({ state: 'COMPLETED', asked: 'clarify' });
    expect(whyPerson(finish as FinishEvent, { turns: [{ role: 'user', text: 'export' }], clarifications: 1 })).toMatch(/unclear/u);
    answers = [stream(text('Orders, then?'), end('stop'), DONE)];
    expect((await hear(await responder(), requestFor('export'))).finish).not.toHaveProperty('asked');
  });

  it.each(['not json', { wrong: 1 }, { number: '' }])('survives arguments that do not fit: %j', async (input) => {
    answers = [stream(call('findOrder', input)), stream(text('Sorry.'), end('stop'))];
    expect((await hear(await responder(), requestFor('x'))).text).toBe('Sorry.');
    expect(asked[1]?.messages.at(-1)?.content).toMatch(/do not fit/);
  });

  it('F56: a stream that never says it is whole has no finish', async () => {
    answers = [stream(text('Half an ans')), stream(text('Half an answer'), DONE)];
    for (const expected of ['Half an ans', 'Half an answer']) {
      const heard = await hear(await responder(), requestFor('x'));
      expect([heard.text, heard.finish]).toEqual([expected, null]);
    }
  });

  it('F56: with OPENAI_DONE_ONLY, [DONE] is enough but its absence still is not', async () => {
    answers = [stream(text('Whole.'), DONE), stream(text('Half'))];
    const model = await responder({ doneOnly: true });
    expect((await hear(model, requestFor('x'))).finish?.state).toBe('COMPLETED');
    expect((await hear(model, requestFor('x'))).finish).toBeNull();
  });

  it('F57: 429 and 5xx before the first token are tried again', async () => {
    answers = [status(429), status(503), stream(text('At last.'), end('stop'))];
    expect((await hear(await responder(), requestFor('x'))).text).toBe('At last.');
    expect(asked).toHaveLength(3);
  });

  it('F57: after three tries it fails with a reason that may be retried; a refused key may not', async () => {
    answers = [status(500), status(500), status(500), status(401)];
    const model = await responder();
    expect((await hear(model, requestFor('x'))).finish).toMatchObject({ state: 'FAILED', error: { retryable: true } });
    expect((await hear(model, requestFor('x'))).finish).toMatchObject({ state: 'FAILED', error: { retryable: false } });
    expect(asked).toHaveLength(4);
  });

  it('F57: an error in mid-stream throws and is not tried again', async () => {
    answers = [stream(text('Begun and th'), frame({ error: { message: 'overloaded' } })), stream(text('never'), end('stop'))];
    await expect(hear(await responder(), requestFor('x'))).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  it('F57: no token for too long is given up', async () => {
    answers = [
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': hello\n\n');
      },
    ];
    expect((await hear(await responder({ stallMs: 60 }), requestFor('x'))).finish).toMatchObject({
      state: 'FAILED',
      error: { retryable: true },
    });
  });

  it('F60: length is TRUNCATED, a content filter and an empty answer FAILED with a reason', async () => {
    answers = [stream(text('Cut'), end('length')), stream(text('Bad'), end('content_filter')), stream(end('stop'))];
    const model = await responder();
    const finishes = [];
    for (let round = 0; round < 3; round += 1) finishes.push((await hear(model, requestFor('x'))).finish);
    expect(finishes.map((finish) => finish?.state)).toEqual(['TRUNCATED', 'FAILED', 'FAILED']);
    expect(finishes.slice(1).every((finish) => (finish?.error?.message.length ?? 0) > 10)).toBe(true);
  });

  it('F59: a stop ends it at once and closes the connection', async () => {
    const stop = new AbortController();
    let closed: () => void = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    answers = [
      (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(text('One two '));
        response.on('close', closed);
      },
    ];
    const heard: string[] = [];
    for await (const event of (await responder()).respond(requestFor('x', { signal: stop.signal }))) {
      heard.push(event.type);
      stop.abort();
    }
    await gone;
    expect(heard).toEqual(['text']);
  });

  it('gives up when the model only ever looks things up', async () => {
    answers = Array.from({ length: 5 }, () => stream(call('search_help', { query: 'x' })));
    expect((await hear(await responder(), requestFor('x'))).finish?.state).toBe('FAILED');
    expect(asked.at(-1)?.tools).toBeUndefined();
  });
});
