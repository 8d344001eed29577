import type { Responder, ResponderEvent, ResponderTurn } from '../responders/responder.ts';
import type { ScriptedAnswer } from './scene.ts';

/** Says what the seed wrote for the newest question. `tick` moves the seed's clock between pieces. */
export function createScriptedResponder(answers: ReadonlyMap<string, ScriptedAnswer>, tick: () => void): Responder {
  return {
    name: 'seed',
    async *respond({ turns }) {
      const answer = answers.get(lastQuestion(turns));
      if (answer === undefined) throw new Error('The seed has no answer to this question.');
      yield* perform(answer, tick);
    },
  };
}

function lastQuestion(turns: readonly ResponderTurn[]): string {
  return turns.findLast((turn) => turn.role === 'user')?.text ?? '';
}

function* perform(answer: ScriptedAnswer, tick: () => void): Generator<ResponderEvent> {
  if (answer.tool !== undefined) {
    yield { type: 'tool', label: answer.tool, state: 'STARTED' };
    tick();
    yield { type: 'tool', label: answer.tool, state: 'DONE' };
  }
  for (const piece of answer.text.match(/[\s\S]{1,160}(?:\s|$)|[\s\S]{1,160}/g) ?? []) {
    tick();
    yield { type: 'text', text: piece };
  }
  yield {
    type: 'finish',
    state: 'COMPLETED',
    sources: [...(answer.sources ?? [])],
    suggestions: [...(answer.suggestions ?? [])],
    ...(answer.title === undefined ? {} : { title: answer.title }),
    ...(answer.escalate === undefined ? {} : { escalate: { reason: answer.escalate } }),
  };
}
