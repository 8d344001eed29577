/**
 * The chat as ordinary components of this shell. Behind each stands the federated module of the same name; the types come
 * from the remote's public contract, its code only at run time.
 */
import type { ComponentType, FunctionComponent } from 'react';
import type {
  AgentDeskProps,
  AIChatInterfaceProps,
  AICustomerServiceDemoProps,
  ConversationListProps,
  FloatingChatButtonProps,
} from '../../../../src/expose/contract.ts';
import type { HeadlessModule } from '../../../../src/expose/headless-contract.ts';
import { madeWithRemote, remoteComponent } from './remote-component.tsx';
import { LauncherStandIn, PanelStandIn } from './stand-in.tsx';

export type { AgentDeskProps, AIChatInterfaceProps, AICustomerServiceDemoProps, ConversationListProps, FloatingChatButtonProps };

export const AIChatInterface = remoteComponent<AIChatInterfaceProps>('AIChatInterface', PanelStandIn);
export const ConversationList = remoteComponent<ConversationListProps>('ConversationList', PanelStandIn);
export const AICustomerServiceDemo = remoteComponent<AICustomerServiceDemoProps>('AICustomerServiceDemo', PanelStandIn);
export const FloatingChatButton = remoteComponent<FloatingChatButtonProps>('FloatingChatButton', LauncherStandIn);
export const AgentDesk = remoteComponent<AgentDeskProps>('AgentDesk', PanelStandIn);
interface StatesProps extends Pick<AIChatInterfaceProps, 'colorScheme' | 'height' | 'width'> {}

/** The gallery of every state the chat can be in. */
export const States = remoteComponent<StatesProps>('States', PanelStandIn);

/** A component of this shell's own, made from the remote's hooks: the remote draws nothing of it. */
export const drawnWithHooks = <P extends object>(make: (hooks: HeadlessModule) => ComponentType<P>): FunctionComponent<P> =>
  madeWithRemote('headless', PanelStandIn, make);
