import { randomUUID } from 'node:crypto';
import { cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { demoIdentity } from '../../host-demo/server/auth/demo.ts';
import { useEscalationCallbacks } from '../../src/escalation/index.ts';
import type { HeadlessEscalation } from '../../src/expose/headless-contract.ts';
import { useEscalation } from '../../src/expose/use-escalation.ts';
import { ChatProvider } from '../../src/queries/chat-provider.tsx';
import type { ChatRuntime } from '../../src/queries/chat-runtime.ts';
import { useConversation } from '../../src/queries/conversation.ts';
import { openClient } from '../contract/real-client.ts';
import { openRealServer, type RealServer } from '../contract/real-server.ts';

// A document for React; whatever Node has itself stays Node's, for the server beside it.
await vi.hoisted(async () => {
  const { builtinEnvironments } = await import('vitest/runtime');
  const ofNode = Object.getOwnPropertyDescriptors(globalThis);
  await builtinEnvironments.jsdom.setup(globalThis, {});
  for (const [name, own] of Object.entries(ofNode)) if (own.configurable) Object.defineProperty(globalThis, name, own);
});

let real: RealServer;
const open: ChatRuntime[] = [];
beforeAll(async () => {
  real = await openRealServer({ limits: { messagesPerMinute: 1_000, typingMs: 1_000 } });
});
afterEach(() => {
  cleanup();
  for (const runtime of open.splice(0)) runtime.dispose(true);
});
afterAll(() => real.close());

const WITHIN = { timeout: 30_000, interval: 20 };
const request = (conversationId: string) => ({ conversationId, clientRequestId: randomUUID() });
const staff = () => demoIdentity('mara', Date.now());
const customer = () => demoIdentity('ada', Date.now());

/** A page of a host that draws everything itself: what it has now, and what it was told. */
function openPage(id: string, webSocket: boolean) {
  const told: string[] = [];
  const changes: string[] = [];
  let now: HeadlessEscalation | undefined;
  const tell = (call: () => void): void => call();
  const callbacks = {
    onEscalation: (reason: string, conversation: string) => void told.push(`${conversation} ${reason}`),
    onEscalationChange: ({ state }: { state: string }) => void changes.push(state),
  };
  function Own(): ReactNode {
    now = useEscalation(id);
    useEscalationCallbacks(id, useConversation(id).conversation, callbacks, tell);
    return null;
  }
  const runtime = openClient(real, { webSocket });
  open.push(runtime);
  const { unmount } = render(
    <ChatProvider runtime={runtime}>
      <Own />
    </ChatProvider>,
  );
  const current = (): HeadlessEscalation => {
    if (now === undefined) throw new Error('The hook was never called.');
    return now;
  };
  const leave = (): void => {
    unmount();
    runtime.dispose(true);
  };
  return { told, changes, current, leave };
}

it.each([
  ['WebSocket', true],
  ['HTTP', false],
])(
  'X-3 X-12 useEscalation over %s: draft, consent, place, a person who writes, back; the host is told once, and not again after a reload',
  async (_, webSocket) => {
    const { backend } = real.server;
    const started = await backend.startConversation(customer(), { clientConversationId: randomUUID() });
    const id = started.conversation?.id ?? '';
    await backend.setPresence(staff(), 'ONLINE');
    const page = openPage(id, webSocket);
    const { current } = page;
    await expect.poll(() => current().state, WITHIN).toBe('AI');
    const draft = await current().draft();
    expect(draft).not.toBeNull();
    const summary = ' As I approved it,\n  byte for byte. ';
    expect(await current().request({ reason: 'A refund', handover: { summary, items: [] } })).toMatchObject({ done: true });
    await expect.poll(() => current().state, WITHIN).toBe('QUEUED');
    await expect.poll(() => [current().queuePosition, current().etaSeconds], WITHIN).toEqual([1, expect.any(Number)]);
    expect((await backend.conversation(staff(), id, 1))?.escalation.handover?.summary).toBe(summary);
    await backend.claimConversation(staff(), request(id));
    await expect
      .poll(() => [current().state, current().agent?.name, current().queuePosition], WITHIN)
      .toEqual(['CONNECTED', 'Mara Voss', null]);
    await backend.setTyping(staff(), id, true);
    await expect.poll(() => current().typing, WITHIN).toBe(true);
    await expect.poll(() => current().typing, WITHIN).toBe(false);
    expect(page.told).toEqual([`${id} A refund`]);
    page.leave();

    // A new page, which comes by the other way: what happened before it is no news to its host.
    const again = openPage(id, !webSocket);
    await expect.poll(() => again.current().state, WITHIN).toBe('CONNECTED');
    expect(await again.current().returnToAssistant()).toMatchObject({ done: true });
    await expect.poll(() => again.current().state, WITHIN).toBe('RETURNED');
    expect([page.told.length, again.told, page.changes, again.changes]).toEqual([1, [], ['QUEUED', 'CONNECTED'], ['RETURNED']]);
    expect(await again.current().request()).toMatchObject({ done: true });
    await expect.poll(() => again.told, WITHIN).toEqual([`${id} `]);
    expect(await again.current().cancel()).toMatchObject({ done: true });
    await expect.poll(() => again.current().state, WITHIN).toBe('RETURNED');
    expect(await again.current().leaveMessage('Nobody waits for this.')).toMatchObject({
      done: false,
      reason: expect.stringContaining('RETURNED'),
    });
  },
);
