import type { ChatCommands, Sent } from '../queries/commands.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { Faults } from './faults.ts';
import { type PersonSteps, usePerson } from './person.ts';
import { type Replies, useReplies } from './replies.ts';
import { type SheetState, useSheet } from './sheet.ts';

interface Known {
  readonly id: string | null;
  readonly conversation: ConversationView | null;
  readonly readOnly: boolean;
  readonly staff: boolean;
  readonly commands: ChatCommands;
  readonly faults: Faults;
  readonly send: (text: string, anew?: boolean) => Sent;
  readonly setDraft: (text: string) => void;
  /** What asks for a person where there is no conversation yet. */
  readonly opening: string;
}

export interface Steps {
  readonly sheet: SheetState;
  readonly replies: Replies;
  readonly person: PersonSteps;
}

/** What goes through a panel above the composer: a person, and a reply to what was closed. */
export function useSteps({ id, opening, ...known }: Known): Steps {
  const sheet = useSheet(id);
  const replies = useReplies({ ...known, sheet, run: known.faults.run });
  const person = usePerson({ ...known, sheet, begin: () => void known.send(opening) });
  return { sheet, replies, person };
}
