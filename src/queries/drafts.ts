import { useSyncExternalStore } from 'react';
import type { DraftStore } from '../session/draft-store.ts';
import { useChatRuntime } from './chat-provider.tsx';

/** What people began to write here, kept per person. */
export function useDraftStore(): DraftStore {
  return useChatRuntime().drafts;
}

const NONE: ReadonlySet<string> = new Set();

/** Conversations in which this person began to write something; '' among them is a new one. */
export function useBegunDrafts(owner: string | null): ReadonlySet<string> {
  const { drafts } = useChatRuntime();
  const read = (): ReadonlySet<string> => (owner === null ? NONE : drafts.begun(owner));
  return useSyncExternalStore(drafts.subscribe, read, read);
}
