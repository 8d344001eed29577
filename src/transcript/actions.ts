import { createContext, type ReactNode } from 'react';
import type { MessageAttempt, Rating } from '../protocol/vocabulary.ts';
import type { MessageView } from '../session/conversation.ts';

/** What can be done in the transcript. An absent one is not offered. */
export interface TranscriptActions {
  readonly retryRun?: (runId: string) => void;
  /** A reason only ever comes with a thumb down. */
  readonly rate?: (messageId: string, rating: Rating | null, reason?: string) => void;
  /** What the finished attempts before this one wrote, oldest first. */
  readonly attempts?: (messageId: string, attempt: number) => Promise<readonly MessageAttempt[]>;
  readonly suggest?: (text: string) => void;
  readonly retryUnsent?: (id: string) => void;
  readonly editUnsent?: (id: string) => void;
  readonly discardUnsent?: (id: string) => void;
}
export const ActionsContext = createContext<TranscriptActions>({});

/** A message whose text grows, apart from React: who listens is told in the very task that changed it. */
export interface Growth {
  /** As it stands now; null once it is gone. */
  message(): MessageView | null;
  subscribe(listener: () => void): () => void;
}

/**
 * Draws an open message from its own subscription, so that tokens never pass through the list. `steady`: the message
 * keeps its identity while only its text grows, which `growth` tells of, where there is one.
 */
export type OpenMessage = (props: {
  readonly message: MessageView;
  readonly steady?: boolean;
  readonly children: (message: MessageView, growth: Growth | null) => ReactNode;
}) => ReactNode;
export const OpenMessageContext = createContext<OpenMessage | null>(null);

/** The newest message of the reader's own that the person it is for has seen, by its id; null for none. */
export const SeenContext = createContext<string | null>(null);

/** Exact origins that links in answers may open. */
export const OriginsContext = createContext<ReadonlySet<string>>(new Set());

/** A component of the host that draws messages in place of ours; what it returns is what React can render. */
export type MessageSlot = (props: { readonly message: MessageView; readonly own: boolean }) => unknown;
export const MessageSlotContext = createContext<MessageSlot | null>(null);
