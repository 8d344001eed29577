/** People with a question each, over the API as the chat asks. */
import { randomUUID } from 'node:crypto';
import { demoToken, NORTHWIND } from '../../host-demo/server/auth/demo.ts';

/** A conversation and the point to read it from. */
export interface Asked {
  readonly subject: string;
  readonly id: string;
  readonly epoch: string;
  readonly seq: number;
}

const LIFE_S = 24 * 3_600;

export function tokenOf(subject: string, secret: string): Promise<string> {
  return demoToken({ id: subject, name: subject, role: 'USER', organizations: [NORTHWIND] }, Buffer.from(secret), Date.now(), LIFE_S);
}

const start = `mutation Start($input: StartConversationInput!) {
  startConversation(input: $input) { conversation { id head { epoch seq } } error { message } }
}`;

async function askOne(port: number, secret: string): Promise<Asked> {
  const subject = `reader-${randomUUID()}`;
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(subject, secret)}` },
    body: JSON.stringify({
      query: start,
      variables: {
        input: { clientConversationId: randomUUID(), firstMessage: { clientMessageId: randomUUID(), text: 'How do I count stock?' } },
      },
    }),
  });
  const body = await response.text();
  const { data } = JSON.parse(body) as {
    data?: { startConversation: { conversation: { id: string; head: { epoch: string; seq: number } } | null } };
  };
  const conversation = data?.startConversation.conversation;
  if (!conversation) throw new Error(`A conversation was not started: ${body.slice(0, 300)}`);
  return { subject, id: conversation.id, epoch: conversation.head.epoch, seq: conversation.head.seq };
}

export async function askAll({ port, secret, count }: { port: number; secret: string; count: number }): Promise<Asked[]> {
  const asked: Asked[] = [];
  let left = count;
  const lane = async () => {
    while (left-- > 0) asked.push(await askOne(port, secret));
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return asked;
}
