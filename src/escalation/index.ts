export { type EscalationActions, EscalationBanner } from './banner.tsx';
export { transitionLines } from './describe.ts';
export { HandoverPanel, LeaveMessagePanel } from './handover-panel.tsx';
export { type EscalationCallback, type EscalationChangeCallback, EscalationWatch, useEscalationCallbacks } from './once.ts';
export { FieldLabel, InlinePanel, PanelButtons } from './panel.tsx';
export { QueueVoice } from './queue-voice.tsx';
