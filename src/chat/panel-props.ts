import type { ReactNode, RefObject } from 'react';
import type { Handover, Viewer } from '../protocol/vocabulary.ts';
import type { ConversationView } from '../session/conversation.ts';
import type { Persistence } from '../session/environment.ts';
import type { LinkState } from '../session/link.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import type { Announce, OpenMessage, TranscriptActions } from '../transcript/index.ts';
import type { MenuItem } from '../ui/index.ts';
import type { Draft } from './drafts.ts';
import type { Fault } from './fault.tsx';
import type { LinePhase } from './link-line.tsx';
import type { Slots } from './slots.ts';

/** What a customer can do here; an absent one is not offered. */
export interface PanelActions {
  readonly onSend: (text: string) => void;
  readonly onTyping?: (typing: boolean) => void;
  readonly onStop?: (runId: string) => void;
  readonly onNew?: () => void;
  readonly onBack?: () => void;
  readonly onClose?: () => void;
  readonly onReopen?: () => void;
  /** The two answers to a reply in a closed conversation. */
  readonly onReopenWith?: (text: string) => void;
  readonly onNewWith?: (text: string) => void;
  readonly onRename?: (title: string) => void;
  readonly onRateConversation?: (score: number, comment?: string) => void;
  /** Opens the consent panel. */
  readonly onPerson?: () => void;
  readonly onSendHandover?: (handover: Handover | undefined) => void;
  readonly onLeave?: () => void;
  readonly onSendLeave?: (text: string) => void;
  readonly onCancelSheet?: () => void;
  readonly onReturn?: () => void;
  readonly onClaim?: () => void;
  readonly onEarlier?: () => void;
  readonly onRetryLine?: () => void;
  readonly onFaultAction?: (fault: Fault) => void;
  /** The conversation as a file of Markdown, and on paper. */
  readonly onExport?: () => void;
  readonly onPrint?: () => void;
}

/** A panel that is open above the composer. */
export type Sheet =
  | { readonly kind: 'handover'; readonly draft: Handover | null; readonly loading: boolean; readonly busy: boolean }
  | { readonly kind: 'leave'; readonly busy: boolean }
  | { readonly kind: 'reopen'; readonly text: string; readonly busy: boolean };

export interface ChatPanelProps extends PanelActions {
  readonly status: 'none' | 'loading' | 'ready' | 'not-found' | 'failed';
  readonly conversation: ConversationView | null;
  readonly outbox: readonly OutboxEntry[];
  /** Names the conversation also while it is being started: its transcript begins anew when this changes. */
  readonly conversationKey?: string | null;
  readonly link: LinkState;
  readonly linePhase?: LinePhase;
  readonly viewer: Viewer | null;
  readonly draft: Draft;
  /** Where unsent text is kept; with the tab where nothing is said. */
  readonly persistence?: Persistence;
  readonly faults: readonly Fault[];
  readonly sheet: Sheet | null;
  readonly loadingEarlier: boolean;
  readonly title?: string;
  readonly placeholder?: string;
  readonly welcomeMessage?: string;
  /** Four questions a customer really asks; ours when left out. */
  readonly questions?: readonly string[];
  /** In place of our greeting; `{name}` becomes the person's first name. */
  readonly greeting?: string;
  /** In place of our line below the composer; '' for none. */
  readonly disclaimer?: string;
  readonly readOnly?: boolean;
  readonly announce?: Announce;
  readonly components?: Slots;
  /** Switches and the like at the end of the menu. */
  readonly menuItems?: readonly MenuItem[];
  /** What was sent before, newest first, for the arrow keys of the empty composer. */
  readonly recent?: readonly string[];
  readonly mostBytes?: number;
  readonly transcriptActions?: TranscriptActions;
  readonly openMessage?: OpenMessage | null;
  readonly origins?: ReadonlySet<string>;
  /** Above the composer, in place of what is said of the escalation: staff's tools. Read only, it also stands for the note that says so. */
  readonly bar?: ReactNode;
  /** In place of our own card of keys, where the chat is a part of something that has more. */
  readonly onShortcuts?: () => void;
  /** At the end of the header, e.g. what closes a popup. */
  readonly headerEnd?: ReactNode;
  readonly composerRef?: RefObject<HTMLTextAreaElement | null>;
}

export const isStaff = (props: Pick<ChatPanelProps, 'viewer'>): boolean => props.viewer?.role === 'AGENT';

/** Whether the way to a person is open: not while one is already asked for, and never for staff. */
export function mayAskPerson(props: ChatPanelProps): boolean {
  const state = props.conversation?.escalation.state ?? 'AI';
  return (
    props.onPerson !== undefined &&
    !props.readOnly &&
    !isStaff(props) &&
    props.conversation?.state !== 'CLOSED' &&
    (state === 'AI' || state === 'RETURNED' || state === 'ENDED')
  );
}
