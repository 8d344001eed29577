import type { ComponentType } from 'react';
import type { MessageView } from '../session/conversation.ts';
import type { ErrorName } from './error-name.ts';

/** A function component of the host. What it returns is the host's own affair. */
export type Slot<Props> = (props: Props) => unknown;

export interface HeaderSlotProps {
  readonly title: string;
  readonly subtitle: string;
  readonly conversationId: string | null;
  readonly onNew: (() => void) | null;
  readonly onClose: (() => void) | null;
  readonly onPerson: (() => void) | null;
  readonly onBack: (() => void) | null;
}
export interface MessageSlotProps {
  readonly message: MessageView;
  readonly own: boolean;
}
export interface ComposerSlotProps {
  readonly value: string;
  readonly placeholder: string;
  onChange(text: string): void;
  onSend(): void;
  readonly onStop: (() => void) | null;
}
export interface EmptySlotProps {
  readonly name: string | null;
  readonly prompts: readonly string[];
  onAsk(question: string): void;
  readonly onPerson: (() => void) | null;
}
export interface ErrorSlotProps {
  readonly code: ErrorName;
  readonly message: string;
  onAction(): void;
}

/** Parts of the host in place of ours. */
export interface Slots {
  readonly Header?: Slot<HeaderSlotProps>;
  readonly Message?: Slot<MessageSlotProps>;
  readonly Composer?: Slot<ComposerSlotProps>;
  readonly Empty?: Slot<EmptySlotProps>;
  readonly Error?: Slot<ErrorSlotProps>;
}

/** The contract names no type of React, so that a shell of any React 19 compiles against it; here it is what it has to be. */
export const slot = <Props>(given: Slot<Props> | undefined): ComponentType<Props> | null =>
  (given as ComponentType<Props> | undefined) ?? null;
