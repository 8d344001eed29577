import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Handover } from '../protocol/vocabulary.ts';
import type { ChatCommands } from '../queries/commands.ts';
import type { ConversationView } from '../session/conversation.ts';
import { useLatest } from './events.ts';
import type { Faults } from './faults.ts';
import type { SheetState } from './sheet.ts';

/** The way to a person, as the customer and the page take it. */
export interface PersonSteps {
  /** Opens the customer's consent; resolves with whether they gave it and the server took it. */
  ask(reason?: string): Promise<boolean>;
  consent(handover: Handover | undefined): void;
  /** The customer closes the panel. */
  dismiss(): void;
  /** Ends the waiting, or declines; resolves with whether there was something to end. */
  cancel(): Promise<boolean>;
  /** The assistant takes over again, also from a person. */
  back(): Promise<boolean>;
}

interface Known {
  readonly conversation: ConversationView | null;
  readonly readOnly: boolean;
  readonly staff: boolean;
  readonly sheet: SheetState;
  readonly commands: ChatCommands;
  readonly faults: Faults;
  /** Where there is no conversation yet, one begins with asking for a person. */
  readonly begin: () => void;
}

const ASKABLE = new Set(['AI', 'RETURNED', 'ENDED', 'REQUESTED']);
const WAITING = new Set(['REQUESTED', 'QUEUED', 'UNAVAILABLE', 'MESSAGE_LEFT']);

export function usePerson(known: Known): PersonSteps {
  const latest = useLatest(known);
  /** Who asked for the panel that is open, and why. */
  const asked = useRef<{ readonly reason: string | undefined; readonly settle: (given: boolean) => void; shown: boolean } | null>(null);
  const settle = useCallback((given: boolean) => {
    asked.current?.settle(given);
    asked.current = null;
  }, []);
  const open = known.sheet.sheet?.kind === 'handover';
  // The panel went away by itself, e.g. with its conversation. One that was only just asked for is not there yet.
  const id = known.conversation?.id ?? null;
  useEffect(() => {
    if (asked.current !== null && open) asked.current.shown = true;
    else if (asked.current?.shown) settle(false);
  }, [open, id, settle]);
  return useMemo(() => {
    const goBack = async (states: ReadonlySet<string> | null): Promise<boolean> => {
      const { conversation, readOnly, faults, commands } = latest.current;
      const state = conversation?.escalation.state;
      if (!conversation || readOnly || conversation.state === 'CLOSED' || state === undefined) return false;
      if (states === null ? state !== 'CONNECTED' && !WAITING.has(state) : !states.has(state)) return false;
      return faults.run(commands.returnToAssistant(conversation.id));
    };
    return {
      async ask(reason) {
        const { conversation, readOnly, staff, sheet, begin } = latest.current;
        if (readOnly || staff) return false;
        if (conversation === null) {
          begin();
          return false;
        }
        if (conversation.state === 'CLOSED' || !ASKABLE.has(conversation.escalation.state)) return false;
        settle(false);
        const given = new Promise<boolean>((resolve) => {
          asked.current = { reason, settle: resolve, shown: false };
        });
        sheet.open('handover');
        return given;
      },
      consent(handover) {
        const { conversation, sheet, faults, commands } = latest.current;
        if (conversation === null) return;
        const options = { ...(handover && { handover }), ...(asked.current?.reason && { reason: asked.current.reason }) };
        const taken = faults.run(commands.requestHuman(conversation.id, options));
        void taken.then((well) => {
          if (well) settle(true);
        });
        void sheet.during(taken);
      },
      dismiss() {
        settle(false);
        latest.current.sheet.close();
      },
      cancel: () => goBack(WAITING),
      back: () => goBack(null),
    };
  }, [latest, settle]);
}
