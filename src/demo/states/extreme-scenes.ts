import type { Escalation } from '../../protocol/vocabulary.ts';
import { ASSISTANT, type MemoryBackend } from '../../transports/memory.ts';
import { talk } from './answer-scenes.ts';
import { ago, CUSTOMER, MAYA, type Scene, STAFF, TALK } from './scene.ts';

/** As long as a name or a title may be, with a word in it that no line holds. */
const LONG_TITLE = `Return of ${'two-hundred-and-forty-'.repeat(4)}pallets to the second warehouse in Utrecht, which was closed over the weekend and did not answer`;
const LONG_NAME = `Maya ${'Lindqvist-Andersson-'.repeat(6)}von und zu Hohenstein of the department for returns and refunds, second floor, desk four`;
const longPerson = { ...MAYA, name: LONG_NAME.slice(0, 200) };
const longCustomer = { ...CUSTOMER, id: 'customer-long', name: LONG_NAME.slice(0, 200) };

const RIGHT_TO_LEFT = `يمكنك ضبط **نقطة إعادة الطلب** لكل منتج:

1. افتح **المخزون** واختر المنتج.
2. أدخل المستوى تحت *إعادة التعبئة*، مثلا 40.

| المنتج | الكمية | SKU |
|---|---|---|
| حقيبة ظهر | 42 | \`BAG-0042\` |
| زجاجة ماء | 7 | \`BOT-0007\` |

طلب رقم 1042 في الطريق مع PostNL.`;

function escalated(backend: MemoryBackend): void {
  const escalation: Escalation = {
    ...backend.conversation(TALK).escalation,
    id: 'escalation-1',
    state: 'CONNECTED',
    agent: longPerson,
    requestedBy: 'USER',
    requestedAt: ago(3),
    reason: LONG_TITLE,
  };
  backend.append(backend.conversation(TALK), { type: 'EscalationChanged', escalation, actor: longPerson }, ago(2));
}

const chat = { show: 'chat', group: 'Person', conversationId: TALK } as const;

/** What nobody draws a picture of and somebody has: names and titles without end, writing from right to left. */
export const extremeScenes: readonly Scene[] = [
  {
    ...chat,
    name: 'long-names',
    title: 'Names and titles of 200 characters',
    seed: (backend) => {
      talk(backend, LONG_TITLE.slice(0, 200), { author: CUSTOMER, text: `Where is ${'1042'.repeat(40)}?`, at: ago(6) });
      escalated(backend);
      backend.addMessage(backend.conversation(TALK), { author: longPerson, text: 'I am looking into it.', at: ago(1) });
    },
  },
  {
    ...chat,
    group: 'Answer',
    name: 'right-to-left',
    title: 'Written from right to left',
    seed: (backend) =>
      talk(
        backend,
        'كيف أضبط نقطة إعادة الطلب؟',
        { author: CUSTOMER, text: 'كيف أضبط نقطة إعادة الطلب للمنتج BAG-0042؟', at: ago(2) },
        { author: ASSISTANT, text: RIGHT_TO_LEFT, at: ago(1), suggestions: ['ماذا عن مستودعين؟'] },
      ),
  },
  {
    show: 'list',
    group: 'List',
    conversationId: null,
    name: 'list-long-names',
    title: 'Names and titles of 200 characters, as staff see them',
    viewer: STAFF,
    filter: 'all',
    seed: (backend) => {
      const said = (text: string) => [{ author: longCustomer, text, at: ago(4) }];
      backend.create({ id: TALK, customer: longCustomer, title: LONG_TITLE.slice(0, 200), createdAt: ago(9), messages: said(LONG_TITLE) });
      escalated(backend);
      backend.create({ id: 'talk-2', customer: CUSTOMER, title: 'أين طلبي 1042؟', createdAt: ago(90), messages: said('مرحبا 1042') });
    },
  },
];
