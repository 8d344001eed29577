export { Chat, type ChatProps } from './chat.tsx';
export { ChatPanel, type ChatPanelProps, type PanelActions, type Sheet } from './chat-panel.tsx';
export { type Fault, FaultNotice } from './fault.tsx';
export type { LinePhase } from './link-line.tsx';
