import type { ChatLine } from '../../../src/expose/contract.ts';
import type { ServerAnswer } from './line-server.ts';
import { figure } from './narrate.ts';
import { useServerAnswers } from './use-line-server.ts';

type Answer = ChatLine['answers'][number];

/** Whether what is on screen is what the server meant, for each answer that was read while it was written. */
export function LineAnswers({ line }: { line: ChatLine | null }) {
  const answers = line?.answers ?? [];
  const settled = answers.filter(({ hash }) => hash !== 'pending').map(({ messageId, attempt }) => `${messageId} ${attempt}`);
  const kept = useServerAnswers(line?.conversationId ?? null, settled.join());
  const { hashOk = 0, hashMismatch = 0, hashSkipped = 0 } = line?.counters ?? {};
  return (
    <div className="line-answers">
      <h3>Answers</h3>
      <p className="small muted figures">
        {figure(hashOk)} agree, {figure(hashMismatch)} differ, {figure(hashSkipped)} skipped
      </p>
      {answers.length === 0 && <p className="small muted">None was read live yet.</p>}
      <ol reversed>
        {answers
          .map((answer, at) => (
            <AnswerRow
              key={answer.messageId}
              number={at + 1}
              answer={answer}
              kept={kept.find(({ messageId }) => messageId === answer.messageId)}
            />
          ))
          .reverse()}
      </ol>
    </div>
  );
}

function AnswerRow({ number, answer, kept }: { number: number; answer: Answer; kept: ServerAnswer | undefined }) {
  const { word, tone } = verdict(answer, kept);
  return (
    <li className="line-answer" data-hash={answer.hash}>
      <span className="line-answer-name">
        Answer {number}
        <span className="line-answer-note">
          {figure(answer.length)} characters, attempt {answer.attempt}
        </span>
        {answer.sha256 && <code>{answer.sha256.slice(0, 16)}</code>}
      </span>
      <span className="chip" data-tone={tone}>
        {word}
      </span>
    </li>
  );
}

/** The chat compared its text with what the answer's end promised; here that is held against what the database has now. */
function verdict({ hash, sha256 }: Answer, kept: ServerAnswer | undefined): { word: string; tone: 'good' | 'bad' | undefined } {
  if (hash === 'pending') return { word: 'Being written', tone: undefined };
  if (hash === 'skipped') return { word: 'Not compared', tone: undefined };
  const differs = hash === 'mismatch' || (kept?.sha256 && kept.sha256 !== sha256);
  return differs ? { word: 'Hash differs', tone: 'bad' } : { word: 'Hash agrees', tone: 'good' };
}
