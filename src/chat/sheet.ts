import { useCallback, useEffect, useState } from 'react';
import { useHandoverDraft } from '../queries/viewer.ts';
import type { Sheet } from './panel-props.ts';

export interface SheetState {
  readonly sheet: Sheet | null;
  open(kind: Sheet['kind']): void;
  close(): void;
  /** Busy while the work goes on; closed when it went well. */
  during(work: Promise<boolean>): void;
}

/** The panel above the composer. It belongs to one conversation and closes with it. */
export function useSheet(conversationId: string | null): SheetState {
  const [kind, setKind] = useState<Sheet['kind'] | null>(null);
  const [busy, setBusy] = useState(false);
  const handover = useHandoverDraft(conversationId, kind === 'handover');
  const close = useCallback(() => setKind(null), []);
  useEffect(close, [conversationId, close]);
  const during = useCallback((work: Promise<boolean>) => {
    setBusy(true);
    void work.then((well) => {
      setBusy(false);
      if (well) setKind(null);
    });
  }, []);
  const loading = handover.status === 'loading' || handover.status === 'idle';
  const sheet: Sheet | null = kind === null ? null : kind === 'leave' ? { kind, busy } : { kind, busy, draft: handover.draft, loading };
  return { sheet, open: setKind, close, during };
}
