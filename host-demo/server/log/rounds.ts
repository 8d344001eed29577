/** One round takes at most this many questions. */
const roundSize = 500;

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly answer: Promise<Answer>;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers questions while a round is on its way and asks them together in the next, equal ones once. */
export class Rounds<Question, Answer> {
  private readonly load: (questions: readonly Question[]) => Promise<Answer[]>;
  private readonly keyOf: (question: Question) => string;
  private waiting = new Map<string, Asked<Question, Answer>>();
  private running = false;

  /** @param keyOf the same for questions that have the same answer. */
  constructor(keyOf: (question: Question) => string, load: (questions: readonly Question[]) => Promise<Answer[]>) {
    this.keyOf = keyOf;
    this.load = load;
  }

  ask(question: Question): Promise<Answer> {
    const key = this.keyOf(question);
    const same = this.waiting.get(key);
    if (same !== undefined) return same.answer;
    let settle: Pick<Asked<Question, Answer>, 'resolve' | 'reject'> | undefined;
    const answer = new Promise<Answer>((resolve, reject) => {
      settle = { resolve, reject };
    });
    if (settle !== undefined) this.waiting.set(key, { question, answer, ...settle });
    if (!this.running) {
      this.running = true;
      // All readers that one commit woke ask within this turn of the event loop.
      setImmediate(() => void this.run());
    }
    return answer;
  }

  private async run(): Promise<void> {
    while (this.waiting.size > 0) {
      const round = [...this.waiting.values()].slice(0, roundSize);
      if (round.length === this.waiting.size) this.waiting = new Map();
      else for (const { question } of round) this.waiting.delete(this.keyOf(question));
      try {
        const answers = await this.load(round.map((entry) => entry.question));
        for (const [index, entry] of round.entries()) entry.resolve(answers[index] as Answer);
      } catch (error) {
        for (const entry of round) entry.reject(error);
      }
    }
    this.running = false;
  }
}
