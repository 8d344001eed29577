import { useCallback, useRef } from 'react';
import { useLocale } from '../i18n/index.ts';
import type { ContextItem } from '../protocol/context.ts';
import type { ChatCommands, Sent } from '../queries/commands.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import type { Current } from './current.ts';
import { type ChatEvents, tell, useLatest } from './events.ts';

interface Sending extends Pick<ChatEvents, 'onMessageSend'> {
  readonly context?: readonly ContextItem[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly organizationId?: string;
}

/** Sends into the open conversation, or starts one, also out of another (`anew`); hands on once what the page knows. */
export function useSend(
  props: Sending,
  current: Current,
  commands: ChatCommands,
  outbox: readonly OutboxEntry[],
): (text: string, anew?: boolean) => Sent {
  const locale = useLocale();
  const { id, key, begin } = current;
  const latest = useLatest(props);
  const handed = useRef<string | null>(null);
  // A second message while the first is still starting the conversation waits behind it.
  const open = id ?? (outbox.length > 0 ? key : null);
  return useCallback(
    (text: string, anew = false) => {
      const target = anew ? null : open;
      const { context, metadata, organizationId, onMessageSend } = latest.current;
      const now = JSON.stringify(context ?? null);
      const fresh = context !== undefined && now !== handed.current ? context : [];
      handed.current = now;
      const about = target === null ? withMetadata(fresh, metadata) : fresh;
      const sent = commands.send(target, text, { context: about.length > 0 ? about : undefined, organizationId, locale });
      if (target === null) begin(sent);
      tell(() => onMessageSend?.({ conversationId: sent.conversationKey, clientMessageId: sent.clientMessageId, text }));
      return sent;
    },
    [commands, open, latest, locale, begin],
  );
}

/** The server takes 20 pairs at most; of two with one key that of the context stays, because it is the newer. */
function withMetadata(context: readonly ContextItem[], metadata: Readonly<Record<string, string>> = {}): readonly ContextItem[] {
  const named = new Set(context.map((item) => item.key));
  const more = Object.entries(metadata).filter(([key]) => !named.has(key));
  return [...context, ...more.map(([key, value]) => ({ key, value }))].slice(0, 20);
}
