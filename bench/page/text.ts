import { sequence } from '../statistics.ts';

/** One message of a conversation as every subject is given it. */
export interface Said {
  readonly id: string;
  readonly own: boolean;
  readonly text: string;
}

const WORDS = (
  'the order was shipped on Monday and will arrive with the next delivery please check address before you confirm a refund takes ' +
  'three to five working days after we have received your return label can be printed from account settings under open orders if ' +
  'nothing changes until tomorrow ask again we keep parcel for you at the station nearest to your warehouse invoice number'
).split(' ');

type Next = () => number;

function words(next: Next, count: number): string {
  return Array.from({ length: count }, () => WORDS[Math.floor(next() * WORDS.length)] ?? 'order').join(' ');
}

function sentence(next: Next): string {
  const plain = words(next, 8 + Math.floor(next() * 10));
  const dice = next();
  const marked =
    dice < 0.2
      ? plain.replace(/ (\w+) (\w+) /u, ' **$1 $2** ')
      : dice < 0.3
        ? plain.replace(/ (\w+) /u, ' `$1` ')
        : dice < 0.36
          ? plain.replace(/ (\w+) /u, ' [$1](https://example.com/help/$1) ')
          : plain;
  return `${marked.charAt(0).toUpperCase()}${marked.slice(1)}.`;
}

function block(next: Next, index: number): string {
  const dice = next();
  if (index % 9 === 0) return `## ${words(next, 4)}`;
  if (dice < 0.14) return Array.from({ length: 4 }, () => `- ${sentence(next)}`).join('\n');
  if (dice < 0.2) return Array.from({ length: 3 }, (_, item) => `${item + 1}. ${sentence(next)}`).join('\n');
  if (dice < 0.27)
    return `\`\`\`js\n${Array.from({ length: 6 }, (_, line) => `const value${line} = order.${words(next, 1)}(${line});`).join('\n')}\n\`\`\``;
  if (dice < 0.32)
    return `| Item | State | Price |\n| --- | --- | ---: |\n${Array.from({ length: 4 }, (_, row) => `| ${words(next, 2)} | ${words(next, 1)} | ${row * 7}.00 |`).join('\n')}`;
  if (dice < 0.36) return `> ${sentence(next)}`;
  return Array.from({ length: 2 + Math.floor(next() * 3) }, () => sentence(next)).join(' ');
}

/** An answer of about that many bytes: paragraphs, lists, fences, tables, quotes and headings; the same each time. */
export function answerOf(bytes: number): string {
  const next = sequence(42);
  const blocks: string[] = [];
  for (let length = 0, index = 1; length < bytes; index += 1) {
    const made = block(next, index);
    blocks.push(made);
    length += made.length + 2;
  }
  return blocks.join('\n\n').slice(0, bytes);
}

/** As models send them: about four characters, words with the blank before them. */
export function tokensOf(text: string): readonly string[] {
  return text.match(/\s*\S{1,5}|\s+$/gu) ?? [];
}

/** A conversation: short questions, answers of a few lines, every fourth of several blocks; the same each time. */
export function conversationOf(count: number, from = 0): readonly Said[] {
  return Array.from({ length: count }, (_, place) => {
    const index = from + place;
    const next = sequence(1_000 + index);
    const own = index % 2 === 0;
    const text = own
      ? sentence(next)
      : index % 8 === 7
        ? [sentence(next), block(next, index), sentence(next)].join('\n\n')
        : `${sentence(next)} ${sentence(next)}`;
    return { id: `m${index}`, own, text };
  });
}
