import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Viewer } from '../protocol/vocabulary.ts';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { browserEnvironment } from '../runtime-environment.ts';
import type { TextStorage } from '../session/environment.ts';
import { LIMITS } from '../session/limits.ts';
import { createMemoryTransport, DEMO_VIEWER, MemoryBackend, type MemoryBackendOptions } from '../transports/memory.ts';
import { ScopedRoot } from '../ui/index.ts';
import { Chat, type ChatProps } from './chat.tsx';

export const ADA = { id: DEMO_VIEWER.id, role: 'USER' as const, name: DEMO_VIEWER.name, avatarUrl: null };
export const BOT = { id: 'assistant', role: 'ASSISTANT' as const, name: 'Assistant', avatarUrl: null };

/** One conversation with a question and its answer. */
export function seeded(backend: MemoryBackend): void {
  const messages = [
    { author: ADA, text: 'Where is it?', at: '2026-03-02T09:00:00.000Z' },
    { author: BOT, text: 'On its way.', runId: 'run-1', at: '2026-03-02T09:00:05.000Z' },
  ];
  backend.create({ id: 'c1', customer: ADA, title: 'Order 1042', messages });
}

export interface Opening extends MemoryBackendOptions {
  readonly props?: Partial<ChatProps>;
  readonly seed?: (backend: MemoryBackend) => void;
  readonly storage?: TextStorage | null;
  readonly backend?: MemoryBackend;
  readonly viewer?: Viewer;
}

/** The chat as it runs, over a backend in memory. */
export function openChat({ props = {}, seed, storage, backend = undefined, viewer, ...options }: Opening = {}) {
  const made = backend ?? new MemoryBackend(options);
  if (!backend) seed?.(made);
  const browser = browserEnvironment();
  const runtime: ChatRuntime = createChatRuntime({
    transport: createMemoryTransport(made, viewer),
    environment: {
      ...browser,
      storage: storage === undefined ? browser.storage : storage,
      frame: (callback) => {
        const timer = setTimeout(callback, 1);
        return () => clearTimeout(timer);
      },
    },
    limits: { ...LIMITS, backoffFirstMs: 5, backoffMaxMs: 20, messagesPerSnapshot: 30 },
    scope: 'test',
  });
  const element = (next: Partial<ChatProps>): ReactNode => (
    <ScopedRoot>
      <ChatProvider runtime={runtime}>
        <Chat {...next} />
      </ChatProvider>
    </ScopedRoot>
  );
  const shown = render(element(props));
  return {
    backend: made,
    runtime,
    unmount: shown.unmount,
    container: shown.container,
    again: (next: Partial<ChatProps>) => shown.rerender(element(next)),
  };
}

export const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Message' });
export const log = (): string => screen.getByRole('log', { name: 'Conversation' }).textContent ?? '';
