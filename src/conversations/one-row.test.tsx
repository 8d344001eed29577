// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatProvider } from '../queries/chat-provider.tsx';
import { type ChatRuntime, createChatRuntime } from '../queries/chat-runtime.ts';
import { browserEnvironment } from '../runtime-environment.ts';
import { LIMITS } from '../session/limits.ts';
import { stubLayout } from '../transcript/layout.testing.ts';
import { ASSISTANT, createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../transports/memory.ts';
import { ScopedRoot } from '../ui/index.ts';
import { ConversationListFeature } from './conversation-list.tsx';
import * as preview from './preview.ts';

/** Asked once each time a row is drawn, with the conversation it shows. */
vi.mock('./preview.ts', { spy: true });

const ada = { id: DEMO_VIEWER.id, role: 'USER', name: DEMO_VIEWER.name, avatarUrl: null } as const;
let backend: MemoryBackend;
let runtime: ChatRuntime;

beforeEach(() => {
  stubLayout({ width: 300, height: 680, row: 68 });
  backend = new MemoryBackend();
});
afterEach(() => {
  cleanup();
  runtime.dispose(true);
});

const start = Date.now() - 20_000 * 60_000;
const at = (minute: number): string => new Date(start + minute * 60_000).toISOString();

async function list(count: number): Promise<readonly string[]> {
  for (let index = 0; index < count; index += 1) {
    const messages = [{ author: ASSISTANT, text: `About order ${index}`, at: at(index) }];
    backend.create({ id: `c${index}`, customer: ada, title: `Order ${index}`, createdAt: at(index), messages, read: 1 });
  }
  const limits = { ...LIMITS, conversationsPerPage: count };
  runtime = createChatRuntime({ transport: createMemoryTransport(backend), environment: browserEnvironment(), limits, scope: 'one-row' });
  render(
    <ScopedRoot>
      <ChatProvider runtime={runtime}>
        <ConversationListFeature />
      </ChatProvider>
    </ScopedRoot>,
  );
  await screen.findByRole('button', { name: new RegExp(`^Order ${count - 1}`) });
  await act(async () => new Promise((done) => setTimeout(done, 50)));
  return drawn();
}

/** Rows drawn since the last time. */
function drawn(): readonly string[] {
  const calls = vi.mocked(preview.titleOf).mock.calls.map(([summary]) => summary.id);
  vi.mocked(preview.titleOf).mockClear();
  return calls;
}

describe('C1 a list of 10,000 conversations', () => {
  it('draws those in view and no others, however many there are', async () => {
    const few = new Set(await list(100));
    cleanup();
    runtime.dispose(true);
    backend = new MemoryBackend();
    const many = new Set(await list(10_000));
    expect(many.size).toBeLessThanOrEqual(few.size);
    expect(many.size).toBeLessThan(30);
  });

  it('a live update of one in view draws that row, and one of another none', async () => {
    await list(10_000);
    const say = (id: string, minute: number): Promise<void> =>
      act(async () => {
        backend.addMessage(backend.conversation(id), { author: ASSISTANT, text: 'Something new', at: at(minute) });
        await new Promise((done) => setTimeout(done, 50));
      });
    drawn();
    await say('c9999', 9_999.5);
    expect(new Set(drawn())).toEqual(new Set(['c9999']));
    await say('c50', 50.5);
    expect(drawn()).toEqual([]);
  });
});
