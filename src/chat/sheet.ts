import { useCallback, useEffect, useState } from 'react';
import { useHandoverDraft } from '../queries/viewer.ts';
import type { Sheet } from './panel-props.ts';

type Opened = { readonly kind: 'handover' | 'leave' } | { readonly kind: 'reopen'; readonly text: string };

export interface SheetState {
  readonly sheet: Sheet | null;
  open(kind: 'handover' | 'leave'): void;
  /** Asks what a reply in a closed conversation is to do. */
  askReopen(text: string): void;
  close(): void;
  /** Busy while the work goes on; closed when it went well, which it resolves with. */
  during(work: Promise<boolean>): Promise<boolean>;
}

/** The panel above the composer. It belongs to one conversation and closes with it. */
export function useSheet(conversationId: string | null): SheetState {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [busy, setBusy] = useState(false);
  const handover = useHandoverDraft(conversationId, opened?.kind === 'handover');
  const open = useCallback((kind: 'handover' | 'leave') => setOpened({ kind }), []);
  const askReopen = useCallback((text: string) => setOpened({ kind: 'reopen', text }), []);
  const close = useCallback(() => setOpened(null), []);
  useEffect(close, [conversationId, close]);
  const during = useCallback(async (work: Promise<boolean>) => {
    setBusy(true);
    const well = await work;
    setBusy(false);
    if (well) setOpened(null);
    return well;
  }, []);
  const loading = handover.status === 'loading' || handover.status === 'idle';
  const sheet = ((): Sheet | null => {
    if (opened === null) return null;
    if (opened.kind === 'handover') return { kind: 'handover', busy, draft: handover.draft, loading };
    return { ...opened, busy } as Sheet;
  })();
  return { sheet, open, askReopen, close, during };
}
