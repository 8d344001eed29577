export { Chat, type ChatProps } from './chat.tsx';
export { ChatPanel } from './chat-panel.tsx';
export { type Fault, FaultNotice } from './fault.tsx';
export type { ChatHandle } from './handle.ts';
export { fetchSaid } from './late-said.ts';
export type { LinePhase } from './link-line.tsx';
export type { ChatPanelProps, PanelActions, Sheet } from './panel-props.ts';
export { chatShortcuts, Shortcuts } from './shortcuts.tsx';
