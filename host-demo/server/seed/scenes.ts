/** The conversations of the first start, oldest first. One customer, Chen, has none: the empty state is worth seeing too. */
import { webhookScene } from './long-scene.ts';
import { article, order, type Scene } from './scene.ts';

const closedAndRated: Scene = {
  customer: 'ada',
  minutesAgo: 6 * 1440,
  steps: [
    {
      do: 'ask',
      after: 0,
      text: 'A customer changed their mind. How do I cancel an order that is already being picked?',
      answer: {
        title: 'Cancel an order while picking',
        text: 'You can still cancel it: an order in **Picking** may be cancelled, and the picker sees a notice.\n\n1. Open **Orders** and select the order.\n2. Select **Actions → Cancel order**.\n3. Choose **Whole order** and a reason.\n4. Select **Confirm cancellation**.\n\nThe reserved stock is free again at once.',
        sources: [article('orders/cancel-an-order', 'Cancel an order')],
        suggestions: ['What if the label is already printed?'],
      },
    },
    {
      do: 'ask',
      after: 2,
      text: 'And if the label is already printed?',
      answer: {
        text: 'Void the label first, so that its cost and its credit come back. Then cancel the order as above.\n\nOnce the order is **Shipped** it can’t be cancelled any more; authorise a return instead.',
        sources: [article('orders/cancel-an-order', 'Cancel an order')],
      },
    },
    { do: 'rate-answer', rating: 'UP' },
    { do: 'ask', after: 1, text: 'Perfect, thank you!', answer: { text: 'You’re welcome. Good luck with the order!' } },
    { do: 'read' },
    { do: 'rate', score: 5, comment: 'Quick and to the point.' },
    { do: 'close', after: 3, by: 'ada' },
  ],
};

const answeredByPerson: Scene = {
  customer: 'ada',
  minutesAgo: 2 * 1440,
  steps: [
    {
      do: 'ask',
      after: 0,
      text: 'We were charged twice for the Growth plan this month. Can you refund one of the payments?',
      answer: {
        title: 'Charged twice for the Growth plan',
        text: 'I can’t see or change payments myself. A colleague can look at both charges and refund one of them.',
        sources: [article('billing/when-a-payment-fails', 'When a payment fails')],
        escalate: 'A refund of a payment needs a person.',
      },
    },
    { do: 'want-person', after: 1, reason: 'Charged twice for the Growth plan' },
    { do: 'claim', after: 4, by: 'mara' },
    {
      do: 'reply',
      after: 1,
      by: 'mara',
      text: 'Hello Ada, this is Mara. I see both payments from the 18th. The second one came from a retry after your card’s bank answered late.',
    },
    {
      do: 'reply',
      after: 1,
      by: 'mara',
      text: 'I’ve refunded the second payment. It should be back on the card within three working days.',
    },
    { do: 'ask', after: 3, text: 'That was fast. Thank you, Mara!', answer: null },
    { do: 'read' },
    { do: 'close', after: 2, by: 'mara' },
  ],
};

const unread: Scene = {
  customer: 'ada',
  minutesAgo: 95,
  context: [{ key: 'order', value: '1048' }],
  steps: [
    {
      do: 'ask',
      after: 0,
      text: 'Why does the marketplace show less stock than we have on the shelf?',
      answer: {
        title: 'Less stock on the marketplace',
        text: 'Marketplaces are sent **Available**, which is On hand minus Reserved: pieces promised to open orders are already taken off. If a safety buffer is set for that marketplace, it is taken off as well.\n\nOpen **Inventory → Stock**, select the product, then select the **Reserved** number to see which orders hold the pieces.',
        sources: [article('inventory/stock-levels', 'How stock levels are counted')],
        suggestions: ['How do I change a safety buffer?'],
      },
    },
    { do: 'read' },
    {
      do: 'ask',
      after: 4,
      text: 'And where is order 1048 right now?',
      answer: {
        tool: 'Looking up order 1048',
        text: 'Order 1048 is **shipped** and on its way. Open the order to see every step of its shipment.',
        sources: [order('1048')],
        suggestions: ['What can I do if it gets lost?'],
      },
    },
  ],
};

const benSolved: Scene = {
  customer: 'ben',
  minutesAgo: 3 * 1440,
  steps: [
    {
      do: 'ask',
      after: 0,
      text: 'what uses up credits?',
      answer: {
        title: 'What uses credits',
        text: 'One credit covers one shipping label, one AI listing text, or ten price changes by repricing. Orders, stock, exports, imports and API requests cost nothing.',
        sources: [article('billing/what-credits-are', 'What credits are and what uses them')],
      },
    },
    { do: 'read' },
  ],
};

const waiting: Scene = {
  customer: 'ben',
  minutesAgo: 9,
  steps: [
    {
      do: 'ask',
      after: 0,
      text: 'A parcel to Lyon shows “delivered” but the buyer says nothing arrived, and they want their money back today.',
      answer: {
        title: 'Delivered but not received',
        text: 'Open the shipment and select **Actions → Report a problem → Delivered but not received**. Fluxori collects the papers for the carrier’s claim. Ask the buyer to look with neighbours and at the parcel shop first.',
        sources: [article('shipments/lost-or-damaged-parcel', 'A parcel is lost or damaged')],
        suggestions: ['Talk to a person'],
      },
    },
    {
      do: 'ask',
      after: 2,
      text: 'They already did. I need someone who can decide about the refund.',
      answer: { text: 'Understood. A colleague can decide that with you.', escalate: 'A decision about a refund is needed.' },
    },
    { do: 'want-person', after: 1, reason: 'Delivered but not received; the buyer wants a refund today' },
    { do: 'read' },
  ],
};

export const scenes: readonly Scene[] = [closedAndRated, benSolved, answeredByPerson, webhookScene, unread, waiting];
