import { useMemo } from 'react';
import { useChatRuntime } from '../queries/chat-provider.tsx';
import { useCommands } from '../queries/commands.ts';
import { useConversation as useView } from '../queries/conversation.ts';
import { useViewer } from '../queries/viewer.ts';
import type { ConversationView } from '../session/conversation.ts';
import { NOTHING, result } from './command-result.ts';
import type { HeadlessEscalation } from './headless-contract.ts';
import type { ChatEscalation } from './person-contract.ts';

const NONE: ChatEscalation = {
  id: null,
  state: 'AI',
  reason: null,
  requestedBy: null,
  requestedAt: null,
  agent: null,
  transferReason: null,
  opensAt: null,
};

type Standing = Pick<HeadlessEscalation, 'queuePosition' | 'etaSeconds' | 'overdue' | 'typing'>;
type Steps = Omit<HeadlessEscalation, keyof ChatEscalation | keyof Standing>;

/** The way to a person and back, live. */
export function useEscalation(conversationId: string | null): HeadlessEscalation {
  const { conversation } = useView(conversationId);
  const { viewer } = useViewer();
  const steps = useSteps(conversationId);
  return { ...(conversation?.escalation ?? NONE), ...standing(conversation, viewer?.id ?? null), ...steps };
}

function standing(view: ConversationView | null, viewerId: string | null): Standing {
  if (view === null) return { queuePosition: null, etaSeconds: null, overdue: false, typing: false };
  const { queuePosition, etaSeconds, overdue, typing } = view.live;
  return { queuePosition, etaSeconds, overdue, typing: typing.some((one) => one.id !== viewerId && one.role !== 'ASSISTANT') };
}

function useSteps(id: string | null): Steps {
  const { transport } = useChatRuntime();
  const commands = useCommands();
  return useMemo((): Steps => {
    if (id === null) {
      const nothing = async () => NOTHING;
      return {
        draft: async () => null,
        request: nothing,
        cancel: nothing,
        returnToAssistant: nothing,
        leaveMessage: nothing,
        setTyping: () => undefined,
      };
    }
    return {
      draft: () => transport.handoverDraft(id),
      request: ({ reason, handover } = {}) =>
        result(commands.requestHuman(id, { ...(reason !== undefined && { reason }), ...(handover && { handover }) })),
      cancel: () => result(commands.returnToAssistant(id)),
      returnToAssistant: () => result(commands.returnToAssistant(id)),
      leaveMessage: (text) => result(commands.leaveMessage(id, text)),
      setTyping: (typing) => commands.typing(id, typing),
    };
  }, [id, transport, commands]);
}
