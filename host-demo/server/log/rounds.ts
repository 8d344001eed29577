/** One round takes at most this many questions. */
const roundSize = 500;

/** Gathers questions while a round is on its way and asks them together in the next. */
export class Rounds<Question, Answer> {
  private readonly load: (questions: readonly Question[]) => Promise<Answer[]>;
  private waiting: { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  private running = false;

  constructor(load: (questions: readonly Question[]) => Promise<Answer[]>) {
    this.load = load;
  }

  ask(question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (this.running) return;
      this.running = true;
      // All readers that one commit woke ask within this turn of the event loop.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const round = this.waiting.splice(0, roundSize);
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
