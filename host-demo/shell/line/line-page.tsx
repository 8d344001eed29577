import { memo, type RefObject, useCallback, useRef, useState } from 'react';
import { AIChatInterface } from '@/features/ai-cs-agent/index.tsx';
import type { ChatHandle, ChatLine } from '../../../src/expose/contract.ts';
import { navigate } from '../frame/navigation.tsx';
import { useTheme } from '../frame/theme.ts';
import { useIdentity } from '../identity/identity-context.tsx';
import { LinePanel } from './line-panel.tsx';

/** Questions with long answers: there is time to break something. */
const LONG = {
  prompts: [
    'How do I set up a webhook and check its signature?',
    'Which steps do I take to receive a purchase order in part?',
    'How do I cancel an order a buyer made by mistake?',
    'How do I create an API key?',
  ],
};

/** The chat beside what breaks its line. */
export function LinePage({ conversationId }: { conversationId: string | null }) {
  const chat = useRef<ChatHandle>(null);
  const [line, setLine] = useState<ChatLine | null>(null);
  const recording = useCallback(() => chat.current?.exportRecording() ?? null, []);
  return (
    <div className="fill line-page">
      <h1 className="visually-hidden">Line</h1>
      <div className="line-chat">
        <WatchedChat chat={chat} conversationId={conversationId} onLine={setLine} />
      </div>
      <LinePanel line={line} recording={recording} />
    </div>
  );
}

interface WatchedChatProps {
  chat: RefObject<ChatHandle | null>;
  conversationId: string | null;
  onLine: (line: ChatLine) => void;
}

/** Not drawn again for the numbers it tells ten times a second. */
const WatchedChat = memo(({ chat, conversationId, onLine }: WatchedChatProps) => {
  const me = useIdentity();
  const theme = useTheme();
  const show = useCallback((id: string | null) => navigate(id ? `/line/${encodeURIComponent(id)}` : '/line'), []);
  return (
    <AIChatInterface
      ref={chat}
      userId={me.userId}
      organizationId={me.organizations[0]?.id}
      conversationId={conversationId}
      onConversationChange={show}
      onLineChange={onLine}
      recorder
      colorScheme={theme}
      title="Fluxori help"
      startScreen={LONG}
      height="100%"
    />
  );
});
