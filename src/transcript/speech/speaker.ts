import type { TextKey } from '../../i18n/index.ts';
import type { MessageState } from '../../protocol/vocabulary.ts';
import type { MessageView } from '../../session/conversation.ts';
import { isOpen } from '../../session/select.ts';
import { cleanText } from '../markdown/clean.ts';
import type { Happening } from './happenings.ts';
import { type Said, type Speaking, sayMore, unsaid } from './speech.ts';

/**
 * How much is read aloud: `off` nothing; `boundaries` that something was sent, is being answered, is
 * finished; `sentences` also every sentence of an answer as it closes; `complete` an answer at its end.
 */
export type Announce = 'off' | 'boundaries' | 'sentences' | 'complete';

const endings: Partial<Record<MessageState, TextKey>> = {
  COMPLETED: 'announce.finished',
  STOPPED: 'message.stopped',
  TRUNCATED: 'message.truncated',
  INTERRUPTED: 'message.interrupted',
  FAILED: 'message.failed',
};

/** Turns what happens in a conversation into sentences, each said once. Knows how far each growing answer was said. */
export class Speaker {
  readonly #said = new Map<string, Said>();

  /** What a growing answer has to say since the last time. */
  grew(message: MessageView, speaking: Speaking): readonly string[] {
    const before = this.#said.get(message.id);
    const again = before !== undefined && before.attempt !== message.attempt;
    const { said, sentences } = sayMore(again || !before ? unsaid(message.attempt) : before, message.text, isOpen(message), speaking);
    this.#said.set(message.id, said);
    const begun = again && (before.block > 0 || before.unit > 0 || before.offset > 0);
    return begun ? [speaking.t('announce.again'), ...sentences] : sentences;
  }

  /** The sentences for one thing that happened. */
  tell(happening: Happening, announce: Announce, speaking: Speaking): readonly string[] {
    const { t } = speaking;
    if (announce === 'off') return [];
    switch (happening.kind) {
      case 'sent':
        return [t('announce.sent')];
      case 'not-sent':
        return [t('announce.not-sent')];
      case 'many':
        return [t('announce.many', { count: happening.count })];
      case 'answering':
        this.#said.delete(happening.message.id);
        return [t('announce.answering')];
      case 'person':
        return [personWords(happening.message, announce, speaking)];
      case 'answered':
        return this.#answered(happening.message, announce, speaking);
    }
  }

  #answered(message: MessageView, announce: Announce, speaking: Speaking): readonly string[] {
    const { t } = speaking;
    const ending = endings[message.state];
    const end = ending === undefined ? [] : [t(ending)];
    const rest = announce === 'sentences' ? this.grew(message, speaking) : [];
    this.#said.delete(message.id);
    if (announce !== 'complete') return [...rest, ...end];
    const text = wholeWords(message.text, speaking);
    const answer = text === '' ? [] : [t('announce.answer', { text })];
    return message.state === 'COMPLETED' ? answer : [...answer, ...end];
  }
}

const wholeWords = (text: string, speaking: Speaking): string => sayMore(unsaid(1), text, false, speaking).sentences.join(' ');

function personWords({ author, text }: MessageView, announce: Announce, speaking: Speaking): string {
  const name = cleanText(author.name);
  if (announce === 'boundaries') return speaking.t('announce.person.wrote', { name });
  return speaking.t('announce.person', { name, text: wholeWords(text, speaking) });
}
