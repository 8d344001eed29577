import { beforeAll, describe, expect, it } from 'vitest';
import { shortTitle } from '../knowledge/article.ts';
import type { KnowledgeIndex } from '../knowledge/search.ts';
import { createKnowledgeResponder, replyTo } from './knowledge.ts';
import { sleep } from './pace.ts';
import { wordCount } from './passages.ts';
import type { Reply } from './reply.ts';
import { hear, merchant, ownIndex, requestFor } from './request.fixture.ts';
import type { ResponderRequest, ResponderTurn } from './responder.ts';

let index: KnowledgeIndex;
beforeAll(async () => {
  index = await ownIndex();
});
const reply = (turns: readonly ResponderTurn[] | string, more: Partial<ResponderRequest> = {}): Reply =>
  replyTo(requestFor(turns, more), index, merchant);
const source = (one: Reply): string | undefined => one.finish.sources[0]?.title;

/** Says one thing after the other and gives the last answer. */
function talk(said: readonly string[], more: Partial<ResponderRequest> = {}): Reply {
  const turns: ResponderTurn[] = [];
  let last: Reply | null = null;
  let clarifications = 0;
  for (const text of said) {
    turns.push({ role: 'user', text });
    last = reply(turns, { ...more, clarifications });
    clarifications = last.finish.asked === 'clarify' ? clarifications + 1 : 0;
    turns.push({ role: 'assistant', text: last.text });
  }
  if (last === null) throw new Error('nothing was said');
  return last;
}

describe('answers from articles', () => {
  it('is one sentence, then steps, with its source, follow-ups and a title', () => {
    const answer = reply('how do i make an api key');
    expect(answer.text).toMatch(/^You create an API key[^\n]+\n\n1\. /);
    expect(answer.finish.sources).toEqual([expect.objectContaining({ kind: 'HELP_ARTICLE', title: 'Create an API key' })]);
    expect(answer.finish.suggestions.length).toBeGreaterThanOrEqual(2);
    expect(answer.finish.title).toBe('Create an API key');
  });

  it('gives limits for "how many" and causes for what does not work', () => {
    expect(reply('how many API calls can I make per minute').text).toMatch(/120/);
    expect(reply('Why was my listing rejected?').text).toMatch(/\n- \*\*/);
  });

  it('gives the column of a table that the question names', () => {
    expect(reply('what can a manager do').text).toMatch(/^This is what applies to Manager:\n\n- View data: Yes\n/);
  });

  it.each([
    ['how many users can I have on growth', /^10 users on Growth\./],
    ['how many warehouses can I have on Starter?', /^1 warehouse on Starter\./],
    ['how many api keys can I create', /^Keys: 5 on Starter, 20 on Growth and 100 on Scale\./],
    ['how long is an invitation link valid', /^An invitation link is valid for 7 days\./],
    ['do credits expire', /^Included credits lapse/],
    ['what does the order status new mean', /^\*\*New\*\*: /],
    ['who can cancel an order', /^Cancelling an order needs the role/],
  ])('the first sentence answers: %s', (question, first) => expect(reply(question).text).toMatch(first));

  it('answers two questions in one message, one after the other', () => {
    const answer = reply('how do I cancel an order and how do I refund it?');
    expect(answer.text).toMatch(/^\*\*Cancel an order\*\*\n\nYou cancel.*\n\n\*\*Refund a customer\*\*\n\nYou refund/s);
    expect(answer.finish.sources).toHaveLength(2);
  });

  it('suggests questions, worded as such, that lead to something not said yet', { timeout: 60_000 }, () => {
    for (const article of index.articles.filter((_, at) => at % 3 === 0)) {
      const { finish, text } = reply(article.title);
      for (const question of finish.suggestions) {
        expect(question, article.title).toMatch(/\?$/);
        expect(reply(question).text.split('\n')[0], `${article.title} → ${question}`).not.toBe(text.split('\n')[0]);
      }
    }
  });

  it('answers a choice at once when its short title is picked', () => {
    for (const article of index.articles) expect(source(reply(shortTitle(article.title))), article.title).toBe(article.title);
  });

  // A pattern that backtracks would run for minutes here; the limit only tells the two apart.
  it('H34: a giant message is decided at once', { timeout: 10_000 }, () => {
    for (const text of [
      'a-'.repeat(20_000),
      ` and how ${' '.repeat(40_000)}`,
      'how many orders '.repeat(2500),
      `order ${'1'.repeat(40_000)}`,
    ])
      expect(reply(text).text.length).toBeLessThan(4000);
  });

  it('gives the likely answer first, with what else may be meant, when it is nearly sure', () => {
    const answer = reply('I need help with returns');
    expect(answer.text).toMatch(/^If this is about “Authorise a return”: You authorise.*If you meant something else/s);
    expect(answer.finish).toMatchObject({ asked: 'clarify', sources: [{ title: 'Authorise a return' }] });
  });

  it('never pastes an article: at most 150 words and never a heading or link, whatever is asked', () => {
    for (const article of index.articles) {
      for (const question of [article.title, ...article.questions.slice(0, 1)]) {
        const { text } = reply(question);
        expect(wordCount(text), question).toBeLessThanOrEqual(150);
        expect(text, question).not.toMatch(/^#|\]\(/m);
      }
    }
  });

  it.each([
    [['how do i create an api key', 'and how do I delete it?'], 'Delete or rotate an API key'],
    [['how do i create an api key', 'what about the limits?'], 'Create an API key'],
    [['how do I add a supplier', 'how do I delete it?'], 'Archive or delete a supplier'],
    [['how do I set up a webhook', 'it does not work'], undefined],
    [['how do I invite a colleague', 'and how do I remove them again?'], 'Remove a user'],
    [['how do I cancel my subscription', 'and what happens to my data?'], 'Cancel the subscription'],
    [['print labels in bulk', "what's the max"], 'Ship many orders at once'],
    [['how do i create an api key', 'how do I cancel an order?'], 'Cancel an order'],
  ])('carries the topic: %j', (said, title) => {
    const answer = talk(said);
    if (title === undefined) expect(source(answer)).toMatch(/webhook/i);
    else expect(source(answer)).toBe(title);
  });

  it('asks back with choices, understands "the second one", and gives up after the second time', () => {
    const asked = reply('label');
    expect(asked.finish.asked).toBe('clarify');
    expect(asked.finish.suggestions).toHaveLength(3);
    expect(source(talk(['label', 'the second one']))).toBe(asked.finish.suggestions[1]);
    const chosen = asked.finish.suggestions[2] ?? '';
    expect(source(talk(['label', chosen]))).toBe(chosen);
    expect(talk(['label', 'none of these']).finish.escalate?.reason).toMatch(/unclear/);
    expect(talk(['qwrtpsdf', 'zxcvbnm']).finish.escalate).toBeDefined();
  });

  it('takes a few words after asking back together with what was asked before', () => {
    const asked = reply('label');
    expect(asked.finish.asked).toBe('clarify');
    expect(source(talk(['label', 'void']))).toBe('Void a shipping label');
  });

  it.each(['canary-text-in-no-log-9917', 'asdf', 'lorem ipsum dolor sit amet', 'qwrtpsdf'])(
    'noise is said not to be understood, never three articles: %s',
    (text) => {
      const answer = reply(text);
      expect(answer.text).toMatch(/didn’t understand/);
      expect(answer.finish.suggestions).toEqual(merchant.starters('org-northwind').slice(0, 3));
      expect(answer.finish.escalate).toBeUndefined();
    },
  );

  it('says plainly that it does not know, and hands over once', () => {
    const unknown = reply('what is photosynthesis');
    expect(unknown.text).toMatch(/don’t know/);
    expect(unknown.finish.escalate?.reason).toMatch(/photosynthesis/);
    expect(unknown.finish.sources).toEqual([]);
    expect(reply('what is photosynthesis', { escalationState: 'QUEUED' }).finish.escalate).toBeUndefined();
    expect(reply('I want to talk to a human').finish.escalate?.reason).toBe('A person was asked for.');
  });

  it('offers a person without passing anything on, and takes yes and no to the offer', () => {
    const offered = reply('put me through to someone');
    expect(offered.text).toMatch(/I can ask a colleague .*confirm/);
    expect(reply('yes please', { escalationState: 'REQUESTED' }).text).toMatch(/confirm/);
    expect(reply('no', { escalationState: 'REQUESTED' }).text).toMatch(/carry on/);
    expect(reply('useless bot').text).toMatch(/^I’m sorry.* colleague/);
    expect(reply('it does not work').text).toMatch(/^What isn’t working\?/);
  });

  it('X-8 drafts for staff the answer to the newest real question, at once and without offering a person', async () => {
    const slow = createKnowledgeResponder({ index, merchant, pacing: { tokensPerSecond: 1, sleep } });
    const turns = [
      { role: 'user', text: 'how do i invite a colleague' },
      { role: 'assistant', text: 'See the article.' },
      { role: 'user', text: 'I want to talk to a real person please' },
      { role: 'agent', text: 'Hello, this is Mara.' },
      { role: 'user', text: 'hello' },
    ] as const;
    const drafted = await hear(slow, requestFor(turns, { draft: true, escalationState: 'CONNECTED' }));
    expect(drafted.text).toBe(reply('how do i invite a colleague').text);
    expect(drafted.finish).toMatchObject({ state: 'COMPLETED', sources: [{ title: expect.stringContaining('Invite') }] });
    const unknown = await hear(
      slow,
      requestFor('what is the airspeed of an unladen swallow', { draft: true, escalationState: 'CONNECTED' }),
    );
    expect(unknown).toMatchObject({ text: '', finish: { state: 'FAILED' } });
  });

  it('greets by name, thanks, says what it can do, and asks again on gibberish', () => {
    expect(reply('hi').text).toMatch(/^Hello Ingrid\./);
    expect(reply('thank you').text).toMatch(/welcome/);
    expect(reply('what can you do').text).toMatch(/orders, parcels and stock/);
    expect(reply('asdkjh qwrtz').finish.asked).toBe('clarify');
  });

  it('answers all messages that wait, the question among the greetings', () => {
    expect(
      source(
        reply([
          { role: 'user', text: 'hello' },
          { role: 'user', text: 'how do I cancel an order' },
        ]),
      ),
    ).toBe('Cancel an order');
    expect(
      reply([
        { role: 'user', text: 'how do I cancel an order' },
        { role: 'user', text: 'actually, human please' },
      ]).finish.escalate,
    ).toBeDefined();
  });
});

describe('answers from the merchant’s records', () => {
  it('shows the step, tells where the order is, and cites it', () => {
    const answer = reply('where is order 1042?');
    expect(answer.steps).toEqual([{ label: 'Looking up order 1042…', found: true }]);
    expect(answer.text).toMatch(/^Order 1042 has been shipped .* exception/);
    expect(answer.finish.sources).toEqual([{ title: 'Order 1042', url: '/orders/1042', kind: 'ORDER' }]);
  });

  it('H32: another organisation’s order and parcel are not found', () => {
    const foreign = merchant.listOrders('org-brightside').find((order) => order.tracking !== null);
    for (const text of [`where is order ${foreign?.number}`, `track ${foreign?.tracking}`]) {
      const answer = reply(text);
      expect(answer.text, text).toMatch(/can't find/);
      expect(answer.text).not.toContain(foreign?.buyer);
      expect(answer.finish.sources).toEqual([]);
    }
  });

  it.each(['where is it?', 'When will this order arrive?', 'Where is my order', 'What is the status of this order?', 'why is it late'])(
    'knows the order in view: %s',
    (text) => {
      expect(source(reply(text, { context: [{ key: 'order', value: '1042' }] }))).toBe('Order 1042');
    },
  );

  it('keeps speaking of the order named before, and asks which when there is none', () => {
    expect(source(talk(['where is order 1042', 'when will it arrive?']))).toBe('Order 1042');
    expect(reply('where is my order?').finish.asked).toBe('clarify');
    expect(source(talk(['where is my order?', '1042']))).toBe('Order 1042');
  });

  it('puts the order’s state before how something is done with it', () => {
    const answer = reply('how do I cancel order 1042?');
    expect(answer.text).toMatch(/^Order 1042 .*\n\nYou cancel an order/s);
    expect(answer.finish.sources.map((one) => one.kind)).toEqual(['HELP_ARTICLE', 'ORDER']);
  });

  it.each([
    ["what's in it?", /^Order 1042 contains /],
    ['who bought it', /^Order 1042 was bought by /],
    ['when will it arrive?', /^Order 1042 is expected on /],
    ['why is it late', /^Order 1042 has been shipped .* exception/],
  ])('the first sentence answers what is asked of the order: %s', (text, first) => {
    expect(reply(text, { context: [{ key: 'order', value: '1042' }] }).text).toMatch(first);
  });

  it('knows what "it" is when the talk was about an order', () => {
    expect(source(talk(['where is order 1042?', 'how do I cancel it?']))).toBe('Cancel an order');
    expect(source(reply('can I change the address?', { context: [{ key: 'order', value: '1042' }] }))).toBe(
      'Change the delivery address of an order',
    );
  });

  it('lists the newest orders, or those of one status, and knows an order by its bare number', () => {
    const held = merchant.listOrders('org-northwind').filter((order) => order.status === 'On hold');
    const answer = reply('which orders are on hold');
    expect(answer.finish.sources.map((one) => one.title)).toEqual(held.map((order) => `Order ${order.number}`));
    expect(reply('show me my orders').text).toMatch(/^These are the newest of your 40 orders:\n\n- \*\*1060\*\*/);
    expect(source(reply('has 1042 arrived yet'))).toBe('Order 1042');
    expect(reply('how many orders can I have on growth').text).toMatch(/^10,000 orders a month on Growth/);
  });

  it('every question it offers at the start has an answer', () => {
    for (const organizationId of ['org-northwind', 'org-brightside']) {
      for (const question of merchant.starters(organizationId)) {
        const answer = reply(question, { organizationId });
        expect(answer.finish.sources, question).not.toEqual([]);
        expect(answer.finish.asked, question).toBeUndefined();
      }
    }
    expect(reply('429').finish.sources[0]?.kind).toBe('HELP_ARTICLE');
    expect(reply('for how many days?').steps).toEqual([]);
  });

  it('counts stock by name and by SKU, and finds a parcel by its number', () => {
    expect(reply('how many head lamps are in stock?').text).toMatch(/pieces of Head lamp 400 lm/);
    expect(reply('NW-MUG-TI').text).toMatch(/Titanium mug/);
    const { tracking } = merchant.findOrder('org-northwind', '1042') ?? {};
    expect(source(reply(`track parcel ${tracking}`))).toBe('Order 1042');
    expect(reply('how many users can I have').steps).toEqual([]);
  });
});

describe('pace', () => {
  const paced = (tokensPerSecond: number, pause: typeof sleep = sleep) =>
    createKnowledgeResponder({ index, merchant, pacing: { tokensPerSecond, sleep: pause } });

  it('sends the first token within 300 ms, unevenly, at about the pace, and every character', async () => {
    const pauses: number[] = [];
    const heard = await hear(
      paced(70, async (ms) => {
        pauses.push(ms);
      }),
      requestFor('how do i make an api key'),
    );
    const [first = 0, ...rest] = pauses;
    expect(first).toBeLessThan(250);
    expect(new Set(rest.map(Math.round)).size).toBeGreaterThan(rest.length / 4);
    const rate = heard.text.length / 4 / (rest.reduce((sum, ms) => sum + ms, 0) / 1000);
    expect(rate).toBeGreaterThan(45);
    expect(rate).toBeLessThan(100);
    expect(heard.text).toBe(reply('how do i make an api key').text);
    expect(heard.events.filter((event) => event.type === 'finish')).toHaveLength(1);
  });

  it('shows a step while it looks something up', async () => {
    const { events } = await hear(paced(0), requestFor('where is order 1042?'));
    expect(events.map((event) => (event.type === 'tool' ? event.state : event.type))).toEqual(['STARTED', 'DONE', 'text', 'finish']);
  });

  it('F59: stops at once when aborted and says nothing more', async () => {
    const stop = new AbortController();
    let texts = 0;
    const begun = performance.now();
    for await (const event of paced(2).respond(requestFor('how do i make an api key', { signal: stop.signal }))) {
      expect(event.type).toBe('text');
      texts += 1;
      if (texts === 2) stop.abort();
    }
    expect(texts).toBe(2);
    expect(performance.now() - begun).toBeLessThan(1500);
  });
});
