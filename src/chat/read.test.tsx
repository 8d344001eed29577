// @vitest-environment jsdom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { browserEnvironment } from '../runtime-environment.ts';
import type { ConversationView } from '../session/conversation.ts';
import { createMemoryTransport, MemoryBackend } from '../transports/memory.ts';
import { useRead } from './read.ts';

let runtime: ChatRuntime;
let onChange: () => void;
const backend = new MemoryBackend();
const view = { id: 'c1', messages: [{ author: { id: 'assistant' }, createdSeq: 4 }] } as unknown as ConversationView;

beforeEach(() => {
  runtime = createChatRuntime({ transport: createMemoryTransport(backend), environment: browserEnvironment(), scope: 'read-test' });
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: () => void) {
        onChange = callback;
      }
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  runtime.dispose(true);
});

describe('reading', () => {
  it('waits while the chat is laid aside in a closed popup, and is told when it opens again', () => {
    const element = document.createElement('textarea');
    let shown = false;
    element.checkVisibility = () => shown;
    const place = { current: element };
    renderHook(() => useRead(view, 'ada', place), {
      wrapper: ({ children }) => <ChatProvider runtime={runtime}>{children}</ChatProvider>,
    });
    expect(runtime.sent.read.get('c1')).toBeUndefined();
    shown = true;
    onChange();
    expect(runtime.sent.read.get('c1')).toBe(4);
  });
});
