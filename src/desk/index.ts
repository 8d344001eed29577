export { CasePane } from './case-pane.tsx';
export { DeskBar } from './desk-bar.tsx';
export { deskShortcuts, useDeskKeys } from './keys.ts';
export { Place } from './places.tsx';
export { Queue } from './queue.tsx';
export { type DeskOptions, useDesk } from './use-desk.ts';
