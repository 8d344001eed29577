import { useCallback, useMemo, useState } from 'react';
import { ChatError } from '../protocol/chat-error.ts';
import type { Outcome } from '../protocol/commands.ts';
import type { UserError } from '../protocol/vocabulary.ts';
import type { LinkState } from '../session/link.ts';
import { type Fault, faultOf } from './fault.tsx';

interface Known {
  readonly status: 'none' | 'loading' | 'ready' | 'not-found' | 'failed';
  readonly link: LinkState;
  readonly error: ChatError | null;
  readonly viewerError: ChatError | null;
  readonly storage: 'kept' | 'memory';
  readonly retry: () => void;
  readonly onNew: () => void;
}

export interface Faults {
  readonly shown: readonly Fault[];
  act(fault: Fault): void;
  report(error: unknown): void;
  /** Waits for a command and shows what went wrong; resolves with whether it went well. */
  run(work: Promise<Outcome>): Promise<boolean>;
}

/** The faults that stand now, each once, with what their buttons do. */
export function useFaults(known: Known): Faults {
  const { retry, onNew } = known;
  const [failed, setFailed] = useState<Fault | null>(null);
  const [storageSeen, setStorageSeen] = useState(false);
  const standing = standingFault(known);
  const shown = useMemo(() => {
    const all: (Fault | null)[] = [standing, failed, known.storage === 'memory' && !storageSeen ? { name: 'storage-off' } : null];
    return all.filter((fault, index): fault is Fault => fault !== null && all.findIndex((other) => other?.name === fault.name) === index);
  }, [standing, failed, known.storage, storageSeen]);
  const act = useCallback(
    (fault: Fault) => {
      if (fault.name === 'not-found') onNew();
      else if (fault.name === 'storage-off') setStorageSeen(true);
      else if (fault.name === 'command' || fault.name === 'rate-limited') setFailed(null);
      else retry();
    },
    [onNew, retry],
  );
  const report = useCallback((error: unknown) => {
    setFailed(
      error instanceof ChatError && (error.kind === 'signed-out' || error.code === 'RATE_LIMITED')
        ? faultOf(error)
        : { name: 'command', reason: null },
    );
  }, []);
  const run = useCallback(
    async (work: Promise<Outcome>) => {
      try {
        const { error } = await work;
        setFailed(error === null ? null : refusal(error));
        return error === null;
      } catch (error) {
        report(error);
        return false;
      }
    },
    [report],
  );
  return { shown, act, report, run };
}

const refusal = (error: UserError): Fault =>
  error.code === 'RATE_LIMITED'
    ? { name: 'rate-limited', until: Date.now() + (error.retryAfterMs ?? 5_000) }
    : { name: 'command', reason: error.message };

const gone: Fault = { name: 'not-found' };
const signedOut: Fault = { name: 'signed-out' };

function standingFault({ status, link, error, viewerError }: Known): Fault | null {
  if (link.status === 'signed-out' || viewerError?.kind === 'signed-out') return signedOut;
  if (status === 'not-found' || link.status === 'withdrawn') return gone;
  if (status === 'failed') return error === null ? { name: 'server-away' } : faultOf(error);
  // Without a viewer nothing can be asked; while it is only the line, the quiet line says so.
  return viewerError !== null && !viewerError.retryable ? faultOf(viewerError) : null;
}
