import { useEffect, useRef, useState } from 'react';
import type { ChatLine, ChatRecording } from '../../../src/expose/contract.ts';
import { LineAnswers } from './line-answers.tsx';
import { LineButtons } from './line-buttons.tsx';
import { figure, narrate, WAYS } from './narrate.ts';
import './line.css';

const STATES = {
  idle: { word: 'Nothing open', tone: undefined },
  connecting: { word: 'Connecting', tone: 'warn' },
  live: { word: 'Live', tone: 'good' },
  reconnecting: { word: 'Reconnecting', tone: 'warn' },
  offline: { word: 'Offline', tone: 'warn' },
  'signed-out': { word: 'Signed out', tone: 'bad' },
  withdrawn: { word: 'Withdrawn', tone: 'bad' },
} as const;

/** Breaks the line, and shows in numbers that it holds. */
export function LinePanel({ line, recording }: { line: ChatLine | null; recording: () => ChatRecording | null }) {
  const [said, setSaid] = useState('Ask something, and break the line while the answer is written.');
  const before = useRef<ChatLine | null>(null);
  useEffect(() => {
    const sentence = line && narrate(before.current, line);
    before.current = line;
    if (sentence) setSaid(sentence);
  }, [line]);
  const state = STATES[line?.state ?? 'idle'];
  return (
    <section className="line-panel" aria-labelledby="line-title">
      <header className="line-head">
        <h2 id="line-title">The line</h2>
        <span className="chip" data-tone={state.tone}>
          {state.word}
        </span>
      </header>
      <LineButtons onSaid={setSaid} />
      <p className="line-said" role="status">
        {said}
      </p>
      <LineValues line={line} />
      <LineAnswers line={line} />
      <button type="button" className="button line-save" onClick={() => setSaid(save(recording()))}>
        Save the recording
      </button>
    </section>
  );
}

function LineValues({ line }: { line: ChatLine | null }) {
  const { resumes = 0, duplicates = 0, holes = 0 } = line?.counters ?? {};
  const recovery = line?.lastRecoveryMs ?? null;
  const values: readonly (readonly [string, string, string])[] = [
    ['transport', 'Transport', line?.transport ? WAYS[line.transport] : '–'],
    ['cursor', 'Cursor', line?.cursor ? figure(line.cursor.seq) : '–'],
    ['recovery', 'Last recovery', recovery === null ? '–' : `${figure(recovery)} ms`],
    ['resumes', 'Resumes', figure(resumes)],
    ['duplicates', 'Duplicates dropped', figure(duplicates)],
    ['holes', 'Holes', figure(holes)],
  ];
  return (
    <dl className="line-values">
      {values.map(([key, name, value]) => (
        <div key={key} data-value={key}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Ids, numbers, lengths, codes and times: a file one can send to whoever is to find out what happened. Returns what to say of it. */
function save(recording: ChatRecording | null): string {
  if (recording === null) return 'There is no recording yet.';
  const url = URL.createObjectURL(new Blob([JSON.stringify(recording, null, 1)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'line.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return `Saved ${figure(recording.entries.length)} entries, without a word of what was said.`;
}
