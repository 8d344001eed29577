import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';
import { FloatingChatButton } from '@/features/ai-cs-agent/index.tsx';
import type { ChatContextItem } from '../../../src/expose/contract.ts';
import { usePlace } from '../frame/navigation.tsx';
import { useTheme } from '../frame/theme.ts';
import { useIdentity } from '../identity/identity-context.tsx';
import { useStartScreen } from '../merchant/use-records.ts';

interface Question {
  readonly context: readonly ChatContextItem[];
  readonly suggestedMessage: string;
}
const nothing: Question = { context: [], suggestedMessage: '' };

const AskContext = createContext<(question: Question) => void>(() => {});

/** Opens the chat with a new conversation about something on this page. */
export const useAsk = () => use(AskContext);

/** Beside the launcher on the overview, once per session: where a day begins, before there is a question. */
const TEASER = 'Stuck on an order or your stock? Ask here.';

/** Pages that are a chat themselves need no launcher beside it. */
const PAGES_WITH_CHAT = ['line', 'help', 'desk', 'states', 'own-chat'];

/** The launcher in the corner, there on every page of a merchant, and what a page may ask of it. */
export function Assistant({ children }: { children: ReactNode }) {
  const me = useIdentity();
  const theme = useTheme();
  const { page } = usePlace();
  const startScreen = useStartScreen();
  const [open, setOpen] = useState(false);
  const [question, setQuestion] = useState<Question>(nothing);
  const [conversationId, setConversationId] = useConversationOf(me.userId);
  const ask = useCallback(
    (asked: Question) => {
      setConversationId(null);
      setQuestion(asked);
      setOpen(true);
    },
    [setConversationId],
  );
  const change = useCallback((next: boolean) => {
    setOpen(next);
    // The next question, asked later, is about something else.
    if (!next) setQuestion(nothing);
  }, []);
  const shown = me.role === 'USER' && !PAGES_WITH_CHAT.includes(page);
  return (
    <AskContext value={ask}>
      {children}
      {shown && (
        <FloatingChatButton
          open={open}
          onOpenChange={change}
          userId={me.userId}
          organizationId={me.organizations[0]?.id}
          colorScheme={theme}
          title="Fluxori help"
          startScreen={startScreen}
          teaser={page === '' ? TEASER : undefined}
          context={question.context}
          suggestedMessage={question.suggestedMessage}
          conversationId={conversationId}
          onConversationChange={setConversationId}
        />
      )}
    </AskContext>
  );
}

/** Which conversation the launcher has open, kept for this tab so that a reload in mid-answer goes on. */
function useConversationOf(userId: string) {
  const key = `fluxori.conversation.${userId}`;
  const [id, setId] = useState<string | null>(() => stored(() => sessionStorage.getItem(key)) ?? null);
  const set = useCallback(
    (next: string | null) => {
      setId(next);
      stored(() => (next === null ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, next)));
    },
    [key],
  );
  return useMemo(() => [id, set] as const, [id, set]);
}

/** Storage may be off; then nothing is remembered and nothing breaks. */
function stored<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
