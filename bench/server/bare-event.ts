import type { WebSocket } from 'ws';

/** An event as the log has it, without a log. */
export function eventJson(id: string, seq: number, offset: number, text: string): string {
  const at = new Date().toISOString();
  return JSON.stringify({ conversationId: id, __typename: 'MessageDelta', seq, at, messageId: id, attempt: 1, offset, text });
}

/** A socket watches the conversation that its first message names. */
export function watch(socket: WebSocket, watching: Map<string, Set<WebSocket>>): void {
  socket.once('message', (data) => {
    const id = String(data);
    const set = watching.get(id) ?? new Set();
    watching.set(id, set.add(socket));
    socket.send('"watching"');
    socket.once('close', () => set.delete(socket));
  });
  socket.on('error', () => undefined);
}
