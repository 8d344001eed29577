export { MessageSlotContext, type OpenMessage, type TranscriptActions } from './actions.ts';
export { Sources } from './answer/sources.tsx';
export { cleanLabel, cleanText } from './markdown/clean.ts';
export { Markdown } from './markdown/markdown.tsx';
export { useCountdown } from './own-row.tsx';
export type { DescribeTransition } from './rows.ts';
export { AssistantMark } from './speaker-row.tsx';
export type { Announce } from './speech/speaker.ts';
export { Transcript, type TranscriptProps } from './transcript.tsx';
