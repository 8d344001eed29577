import { useEffect, useState } from 'react';
import type { Escalation, LiveState } from '../protocol/vocabulary.ts';

/** Who chose to go on waiting is asked again after so many ms. */
const PATIENCE_MS = 5 * 60_000;

/** Whether the customer is to be offered other ways than to wait, and how they choose to go on. */
export function useLate(escalation: Escalation, live: Pick<LiveState, 'overdue'>): { readonly late: boolean; goOn(): void } {
  const overdue = escalation.state === 'QUEUED' && live.overdue;
  const [patient, setPatient] = useState<string | null>(null);
  useEffect(() => {
    if (patient === null) return undefined;
    const timer = setTimeout(() => setPatient(null), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [patient]);
  return { late: overdue && patient !== escalation.id, goOn: () => setPatient(escalation.id) };
}
