import type { ReactNode } from 'react';
import { toneOf } from './records.ts';
import type { Loaded } from './use-records.ts';

export const StatusChip = ({ status }: { status: string }) => (
  <span className="chip" data-tone={toneOf(status)}>
    {status}
  </span>
);

/** Loading, failure and content of something read, in one place. */
export function WhenRead<T>({
  of,
  what,
  children,
}: {
  of: Loaded<T> & { again: () => void };
  what: string;
  children: (data: T) => ReactNode;
}) {
  if (of.status === 'ready') return children(of.data);
  if (of.status === 'failed') {
    return (
      <div className="notice" role="status">
        <span>
          {what} could not be read: {of.problem} Nothing is changed.
        </span>
        <button type="button" className="button" onClick={of.again}>
          Try again
        </button>
      </div>
    );
  }
  return (
    <div className="card reading" role="status">
      <span className="visually-hidden">Reading {what.toLowerCase()}</span>
      {[72, 88, 64, 80, 56].map((width) => (
        <div key={width} className="skeleton" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
