import { randomUUID } from 'node:crypto';
import type { Identity } from '../../host-demo/server/conversations/api.ts';
import { sweepPresence } from '../../host-demo/server/escalation/presence.ts';
import type { UserError } from '../../host-demo/server/generated/schema.ts';
import type { CustomerPage } from './customer-page.ts';
import { type Member, type Step, wordsFor } from './plan.ts';
import { Spec, type State } from './spec.ts';
import { FOREIGN, type Logged, people, type World } from './world.ts';

const TICK_MS = 20_000;
const LONG_MS = 600_000;
const TYPING_MS = 6_000;
const NEXT: Readonly<Record<State, readonly State[]>> = {
  AI: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  RETURNED: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  ENDED: ['REQUESTED', 'QUEUED', 'UNAVAILABLE'],
  REQUESTED: ['QUEUED', 'UNAVAILABLE', 'RETURNED'],
  QUEUED: ['CONNECTED', 'RETURNED', 'MESSAGE_LEFT', 'UNAVAILABLE'],
  UNAVAILABLE: ['QUEUED', 'RETURNED', 'MESSAGE_LEFT'],
  MESSAGE_LEFT: ['CONNECTED', 'RETURNED'],
  CONNECTED: ['TRANSFERRING', 'QUEUED', 'RETURNED', 'ENDED'],
  TRANSFERRING: ['CONNECTED', 'QUEUED'],
};

/** A promise that did not hold. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

function hold(what: string, condition: boolean): void {
  if (!condition) throw new Broken(what);
}
function same(what: string, real: unknown, wanted: unknown): void {
  hold(`${what}: ${JSON.stringify(real)}, not ${JSON.stringify(wanted)}`, JSON.stringify(real) === JSON.stringify(wanted));
}

/** One life of one conversation, played against the real backend and the written-down rules at once. Throws `Broken`. */
export class Play {
  readonly #world: World;
  readonly #spec: Spec;
  readonly #people = people();
  readonly #secret = `kept-among-staff-${randomUUID()}`;
  readonly #expected: string[] = [];
  #page!: CustomerPage;
  /** How far the page had read when it was last looked at. */
  #shown = 0;
  #id = '';
  #online = true;
  #log: readonly Logged[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#spec = new Spec(world.now);
  }

  async run(steps: readonly Step[]): Promise<void> {
    await this.#begin();
    try {
      for (const [index, step] of steps.entries()) {
        try {
          await this.#step(step);
          await this.#check(step);
        } catch (fault) {
          throw new Broken(`step ${index + 1}, ${wordsFor(step)}: ${fault instanceof Error ? fault.message : String(fault)}`);
        }
      }
      await this.#end();
    } finally {
      await this.#page.close();
      await this.#world.backend.closeConversation(this.#people.customer, this.#request());
    }
  }

  async #begin(): Promise<void> {
    const { backend } = this.#world;
    const { customer } = this.#people;
    const firstMessage = { clientMessageId: randomUUID(), text: 'How do I count stock?' };
    const started = await backend.startConversation(customer, { clientConversationId: randomUUID(), firstMessage });
    this.#id = started.conversation?.id ?? '';
    this.#page = await this.#world.openPage(customer, this.#id);
    await this.#turn({ who: 'page', does: 'reload' });
  }

  #request() {
    return { conversationId: this.#id, clientRequestId: randomUUID() };
  }
  #message(text: string) {
    return { conversationId: this.#id, clientMessageId: randomUUID(), text };
  }

  async #step(step: Step): Promise<void> {
    const spec = this.#spec;
    if (step.who === 'page') return this.#turn(step);
    if (step.who === 'clock') return this.#advance(step.ms);
    if (step.who === 'both') return this.#bothClaim();
    if (step.who === 'assistant') {
      if (await this.#world.answer(this.#id, step.proposes)) spec.answered(step.proposes);
      return;
    }
    const error =
      step.who === 'customer' ? await this.#customer(step) : await this.#member(step.who, step as Extract<Step, { who: Member }>);
    if (error === undefined) return void spec.do(step);
    const wanted = spec.do(step);
    same('it is answered with', error?.code ?? null, wanted);
    if (error?.code === 'CLAIMED_BY_OTHER') this.#namesHolder(error);
  }

  #namesHolder({ message }: UserError): void {
    const holder = this.#people.staff[this.#spec.agent ?? 0]?.name ?? '';
    hold(`"${message}" does not say that ${holder} has it`, message.includes(holder));
  }

  async #customer(step: Extract<Step, { who: 'customer' }>): Promise<UserError | null | undefined> {
    const { backend } = this.#world;
    const { customer: who } = this.#people;
    switch (step.does) {
      case 'say':
        return (await backend.sendMessage(who, this.#message(step.text))).error;
      case 'leave':
        return (await backend.leaveMessage(who, this.#message(step.text))).error;
      case 'return':
        return (await backend.returnToAssistant(who, this.#request())).error;
      case 'close':
        return (await backend.closeConversation(who, this.#request())).error;
      case 'reopen':
        return (await backend.reopenConversation(who, this.#request())).error;
      case 'type':
        await backend.setTyping(who, this.#id, true);
        return undefined;
      case 'ask': {
        const { summary, value, reason } = step;
        const handover = summary === null ? null : { summary, items: [{ key: 'orderNumber', value }] };
        return (await backend.requestHuman(who, { ...this.#request(), reason, handover })).error;
      }
    }
  }

  async #member(member: Member, step: Extract<Step, { who: Member }>): Promise<UserError | null | undefined> {
    const { backend } = this.#world;
    const who = this.#people.staff[member];
    switch (step.does) {
      case 'presence':
        await backend.setPresence(who, step.presence);
        return undefined;
      case 'desk':
        return undefined;
      case 'type':
        await backend.setTyping(who, this.#id, true);
        await this.#typingIsTold(member);
        return undefined;
      case 'note':
        await this.#note(who);
        return undefined;
      case 'claim':
        return (await backend.claimConversation(who, this.#request())).error;
      case 'say':
        return (await backend.sendMessage(who, this.#message(step.text))).error;
      case 'return':
        return (await backend.returnToAssistant(who, this.#request())).error;
      case 'close':
        return (await backend.closeConversation(who, this.#request())).error;
      case 'propose':
        return (await backend.requestHuman(who, this.#request())).error;
      case 'requeue':
        return (await backend.transferConversation(who, { ...this.#request(), reason: step.reason })).error;
      case 'pass': {
        const toAgentId = this.#people.staff[step.to].subject;
        return (await backend.transferConversation(who, { ...this.#request(), toAgentId, reason: step.reason })).error;
      }
    }
  }

  /** The customer is shown the typing of the one they talk to, and of nobody who looks on. */
  async #typingIsTold(member: Member): Promise<void> {
    const spec = this.#spec;
    const typing = (await this.#page.live())?.typing.map(({ id }) => id) ?? [];
    const shown = typing.includes(this.#people.staff[member].subject);
    same(`typing of staff ${member} is shown`, shown, spec.agent === member && spec.seenByStaff && !spec.closed);
  }

  async #note(who: Identity): Promise<void> {
    const notesId = await this.#world.notesOf(this.#id);
    if (notesId === null) return;
    const { backend } = this.#world;
    const sent = await backend.sendMessage(who, { conversationId: notesId, clientMessageId: randomUUID(), text: this.#secret });
    hold(`staff cannot write a note: ${sent.error?.message}`, sent.error === null);
    this.#spec.present(this.#people.staff[0] === who ? 0 : 1);
    hold('the customer sees the notes', (await backend.conversation(this.#people.customer, notesId, 10)) === null);
  }

  async #bothClaim(): Promise<void> {
    const spec = this.#spec;
    spec.present(0);
    spec.present(1);
    const taken = spec.state === 'CONNECTED' || spec.state === 'TRANSFERRING';
    const [first, second] = this.#people.staff;
    const claim = async (who: Identity) => (await this.#world.backend.claimConversation(who, this.#request())).error;
    const errors = await Promise.all([claim(first), claim(second)]);
    const codes = errors.map((error) => error?.code ?? null);
    const winner = codes.indexOf(null);
    if (!spec.seenByStaff || spec.closed)
      return same(
        'both are answered with',
        codes,
        spec.closed && spec.seenByStaff ? ['CONVERSATION_CLOSED', 'CONVERSATION_CLOSED'] : ['NOT_FOUND', 'NOT_FOUND'],
      );
    same('of two claims', [...codes].sort(), ['CLAIMED_BY_OTHER', null].sort());
    if (taken) same('the one who had it keeps it', winner, spec.agent);
    spec.claim(winner as Member);
    for (const error of errors) if (error !== null) this.#namesHolder(error);
  }

  async #turn(step: Extract<Step, { who: 'page' }>): Promise<void> {
    if (step.does === 'lose') {
      this.#online = false;
      return this.#page.lose();
    }
    this.#online = true;
    if (step.does === 'carry') return this.#page.carry(step.carrier);
    await this.#page.reload();
    this.#shown = this.#page.view?.cursor.seq ?? 0;
  }

  async #advance(ms: number): Promise<void> {
    const world = this.#world;
    const spec = this.#spec;
    for (let left = ms; left > 0; ) {
      const tick = ms > LONG_MS ? ms : Math.min(TICK_MS, left);
      left -= tick;
      world.now += tick;
      for (const member of [0, 1] as const) if (spec.staff[member].desk) await world.backend.readChanges(this.#people.staff[member], null);
      await sweepPresence(world.context);
      spec.tick(tick);
    }
    if (ms <= TYPING_MS) return;
    same('after a while somebody still types', (await this.#page.live())?.typing, []);
    for (const member of [0, 1] as const) {
      const { presence } = await world.backend.viewer(this.#people.staff[member]);
      same(`presence of staff ${member}`, presence, spec.staff[member].presence);
    }
  }

  async #check(step: Step): Promise<void> {
    const spec = this.#spec;
    const before = this.#log.length;
    this.#log = await this.#world.stepsOf(this.#id);
    const ids = [...new Set(this.#log.map(({ escalation }) => escalation.id))];
    const real = this.#log.map(({ escalation }) => `${escalation.state} ${ids.indexOf(escalation.id) + 1}`);
    same(
      'the log has',
      real,
      spec.steps.map(({ state, escalation }) => `${state} ${escalation}`),
    );
    for (const [at, { escalation }] of this.#log.entries()) {
      const from = this.#log[at - 1]?.escalation.state ?? 'AI';
      hold(`${from} leads to ${escalation.state}`, NEXT[from].includes(escalation.state));
    }
    for (const { at, actor } of this.#log.slice(before)) {
      // While time passes, a step has the time at which absence was noticed.
      hold(`a step at ${at}`, step.who === 'clock' ? at <= this.#world.now && at > this.#world.now - step.ms : at === this.#world.now);
      hold('a step without an actor', actor.name !== '');
    }
    const newest = this.#log.at(-1)?.escalation;
    if (newest) {
      same('the agent', newest.agent?.id ?? null, spec.agent === null ? null : this.#people.staff[spec.agent].subject);
      same('who asked', newest.requestedBy, spec.requestedBy);
    }
    await this.#checkAssistant(step, this.#log.length > before);
    if (this.#online) await this.#checkPage();
    if (spec.seenByStaff && (step.does === 'ask' || step.does === 'claim')) await this.#checkHandover();
  }

  /** Silent while a person talks; else an open question has an answer in the making. */
  async #checkAssistant(step: Step, moved: boolean): Promise<void> {
    const spec = this.#spec;
    const open = (await this.#world.openRun(this.#id)) !== undefined;
    if (spec.state === 'CONNECTED' || spec.state === 'TRANSFERRING' || spec.closed) return hold('the assistant answers', !open);
    const asked = step.who === 'customer' && step.does === 'say';
    const returned = moved && step.does === 'return' && (await this.#world.lastWord(this.#id)) === 'USER';
    if (asked || returned) hold('nobody answers', open);
  }

  async #checkPage(): Promise<void> {
    const page = this.#page;
    const from = this.#shown;
    const seen = this.#log.filter(({ seq }) => seq <= from).map(({ escalation }) => escalation);
    const reaching = new Set(seen.filter(({ state }) => state === 'QUEUED' || state === 'UNAVAILABLE').map(({ id }) => id));
    for (const { escalation, seq } of this.#log) {
      if (seq <= from || (escalation.state !== 'QUEUED' && escalation.state !== 'UNAVAILABLE') || reaching.has(escalation.id)) continue;
      reaching.add(escalation.id);
      this.#expected.push(escalation.id ?? '');
    }
    this.#shown = await this.#world.headOf(this.#id);
    await page.catchUp(this.#shown);
    const { view } = page;
    same('the page shows', view?.escalation.state, this.#spec.state);
    same('the page has the conversation', view?.state, this.#spec.closed ? 'CLOSED' : 'OPEN');
    const lines = view?.transitions.filter((one) => one.type === 'EscalationChanged').map(({ seq }) => seq);
    same(
      'the lines of the page',
      lines,
      this.#log.map(({ seq }) => seq),
    );
    same('what the host was told', page.told, this.#expected);
    const live = await page.live();
    same('the place in the queue', live?.queuePosition ?? null, this.#spec.state === 'QUEUED' ? 1 : null);
  }

  async #checkHandover(): Promise<void> {
    const given = await this.#world.backend.conversation(this.#people.staff[0], this.#id, 1);
    const { approved } = this.#spec;
    const shown = given?.escalation.handover ?? null;
    hold('staff are shown another summary than was approved', shown?.summary === approved?.summary);
    hold('staff are shown another item than was approved', shown?.items[0]?.value === approved?.value);
  }

  async #end(): Promise<void> {
    await this.#turn({ who: 'page', does: 'carry', carrier: this.#page.carrier });
    await this.#checkPage();
    const left = this.#page.view;
    const lines = JSON.stringify(left?.transitions);
    await this.#page.reload();
    hold('a reload shows other lines', JSON.stringify(this.#page.view?.transitions) === lines);
    const bytes = this.#page.bytes.join('\n');
    hold('the customer was sent an internal note', !bytes.includes(this.#secret));
    hold("the customer was sent another customer's words", !bytes.includes(FOREIGN));
    const notesId = await this.#world.notesOf(this.#id);
    hold('the customer was sent the id of the notes', notesId === null || !bytes.includes(notesId));
  }
}
