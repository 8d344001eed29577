/** The types of `mount`, for pages that don't render our components themselves. No foreign types. */
import type {
  AgentDeskProps,
  AIChatInterfaceProps,
  AICustomerServiceDemoProps,
  ChatHandle,
  ChatIsolation,
  ConversationListProps,
  FloatingChatButtonProps,
} from './contract.ts';

export interface MountProps {
  AIChatInterface: AIChatInterfaceProps;
  ConversationList: ConversationListProps;
  AICustomerServiceDemo: AICustomerServiceDemoProps;
  FloatingChatButton: FloatingChatButtonProps;
  AgentDesk: AgentDeskProps;
}
export type MountModule = keyof MountProps;

export interface MountOptions<M extends MountModule = 'AIChatInterface'> {
  /** Default `AIChatInterface`. */
  module?: M;
  /** Default: as configured, else `shadow`. */
  isolation?: ChatIsolation;
  /** The nonce of your `style-src`, where a policy asks for one. */
  nonce?: string;
  /** The module's code could not be fetched, or broke while rendering. What is in the element stays as it is; mounting again tries again. */
  onError?: (error: MountError) => void;
}

/** `missing`: a file could not be fetched; `failed`: it came and threw. */
export interface MountError {
  readonly reason: 'missing' | 'failed';
  readonly message: string;
}

export interface Mounted<M extends MountModule = 'AIChatInterface'> {
  /** Takes these props in place of the earlier ones of the same names; `undefined` takes one back. */
  update(props: Partial<MountProps[M]>): void;
  /** Leaves nothing behind: no node, style, listener, timer or connection of this instance. Again: nothing. */
  unmount(): void;
  /** Steers the chat; what is called before it is there is done when it is. Null for `ConversationList` and `AgentDesk`. */
  readonly handle: ChatHandle | null;
}

/** Mounting where something is mounted already gives that, with these props. */
export type Mount = <M extends MountModule = 'AIChatInterface'>(
  element: Element,
  props?: MountProps[M],
  options?: MountOptions<M>,
) => Mounted<M>;
