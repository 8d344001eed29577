import { article, type Scene } from './scene.ts';

const verify = article('webhooks/verify-a-webhooks-signature', 'Verify a webhook’s signature');
const failing = article('webhooks/when-webhooks-fail-or-are-disabled', 'When webhooks fail or are disabled');
const create = article('webhooks/create-a-webhook', 'Create a webhook');

const code = `You verify it by computing the HMAC-SHA256 of the timestamp and the **raw** body with your signing secret, and comparing it with the \`Fluxori-Signature\` header:

\`\`\`python
import hashlib, hmac, time

def is_genuine(secret: bytes, header: str, body: bytes) -> bool:
    parts = dict(part.split("=", 1) for part in header.split(","))
    if abs(time.time() - int(parts["t"])) > 300:
        return False
    signed = parts["t"].encode() + b"." + body
    expected = hmac.new(secret, signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, parts["v1"])
\`\`\`

- Read the body as bytes, before any JSON parsing.
- Refuse requests whose \`t\` is more than 5 minutes old.
- Use the whole secret, with \`whsec_\`.`;

const retries = `Fluxori repeats each delivery 8 times over 24 hours, and disables the webhook after 3 days of failures:

| Attempt | Time after the first try |
|---|---|
| 1st and 2nd repeat | 1 and 5 minutes |
| 3rd and 4th repeat | 15 minutes and 1 hour |
| 5th and 6th repeat | 3 and 6 hours |
| 7th and 8th repeat | 12 and 24 hours |

A delivery fails when your server does not answer with a status from 200 to 299 within 10 seconds.`;

const resend = `Yes. Once your server works again:

1. Open **Settings → Webhooks** and select the webhook.
2. Choose the **Deliveries** tab and filter by **Failed**.
3. Select **Send test event** and check for the answer 200.
4. If the status is **Disabled**, select **Enable**.
5. Tick the failed deliveries and select **Send again**.`;

const node = `The same in Node.js. Compare with \`timingSafeEqual\`, and give it the raw body:

\`\`\`js
import { createHmac, timingSafeEqual } from 'node:crypto';

export function isGenuine(secret, header, body) {
  const { t, v1 } = Object.fromEntries(header.split(',').map((part) => part.split('=', 2)));
  if (Math.abs(Date.now() / 1000 - Number(t)) > 300) return false;
  const expected = createHmac('sha256', secret).update(\`\${t}.\`).update(body).digest();
  const given = Buffer.from(v1, 'hex');
  return given.length === expected.length && timingSafeEqual(expected, given);
}
\`\`\`

With Express, mount \`express.raw({ type: 'application/json' })\` on this route only.`;

/** Long enough to scroll, with what is hard to lay out: a wide table and code. */
export const webhookScene: Scene = {
  customer: 'ada',
  minutesAgo: 1440,
  steps: [
    {
      do: 'ask',
      after: 0,
      text: 'How do I get notified in our own system when a new order comes in?',
      answer: {
        title: 'Webhooks: signatures and retries',
        text: 'Create a webhook: **Settings → Webhooks → Add webhook**, with the HTTPS address of your server and the events you want. Fluxori then sends a POST request to that address each time one of the events happens.\n\nOnly owners and admins can create one, and each account can have up to 10.',
        sources: [create],
        suggestions: ['How do I check that an event really comes from Fluxori?', 'What happens when our server is down?'],
      },
    },
    { do: 'ask', after: 6, text: 'How do I check that an event really comes from Fluxori?', answer: { text: code, sources: [verify] } },
    { do: 'rate-answer', rating: 'UP' },
    { do: 'ask', after: 11, text: 'Do you have that for Node as well?', answer: { text: node, sources: [verify] } },
    {
      do: 'ask',
      after: 25,
      text: 'What happens when our server is down for a while?',
      answer: { text: retries, sources: [failing], suggestions: ['Can we catch up on missed events?'] },
    },
    { do: 'ask', after: 2, text: 'Can we catch up on missed events?', answer: { text: resend, sources: [failing] } },
    {
      do: 'ask',
      after: 3,
      text: 'Great, that covers it.',
      answer: { text: 'Glad to hear it. This conversation stays here if you want to come back to the code.' },
    },
    { do: 'read' },
  ],
};
