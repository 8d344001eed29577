import { type Grammar, pick, type Random, write } from './grammar.ts';

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** One letter lost, doubled, or two exchanged. */
function slip(word: string, random: Random): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kind = random();
  if (kind < 0.4) return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
  if (kind < 0.75) return word.slice(0, at) + word.slice(at + 1);
  return word.slice(0, at) + (word[at] ?? '') + word.slice(at);
}

/** As some write: shorter, by ear, or wrong. */
const BY_EAR: Readonly<Record<string, readonly [RegExp, string][]>> = {
  en: [
    [/\byou\b/gi, 'u'],
    [/\byour\b/gi, 'ur'],
    [/\bplease\b/gi, 'plz'],
    [/\bto\b/gi, '2'],
    [/\bare\b/gi, 'r'],
    [/\bwith\b/gi, 'w'],
    [/\bsomeone\b/gi, 'some1'],
    [/\bsomebody\b/gi, 'sb'],
    [/\bwant to\b/gi, 'wanna'],
    [/ie/g, 'ei'],
    [/tive\b/g, 'tiv'],
    [/ea/g, 'ee'],
  ],
  de: [
    [/\bnicht\b/gi, 'nich'],
    [/\bein(e|en|em|er)\b/gi, 'n$1'],
    [/\bmit einem\b/gi, 'mit nem'],
    [/\bich (?=\w)/gi, ''],
    [/en\b/g, 'n'],
    [/ß/g, 'ss'],
    [/ie/g, 'ei'],
    [/mm/g, 'm'],
    [/\beinem\b/gi, 'ein'],
    [/tt/g, 't'],
  ],
  fr: [
    [/\bquelqu'un\b/gi, 'qqn'],
    [/\bje (?=[a-z])/gi, 'j'],
    [/er\b/g, 'é'],
    [/er\b/g, 'ez'],
    [/qu/g, 'k'],
    [/ne (?=\w)/g, ''],
    [/\bc'est\b/gi, 'c'],
    [/nn/g, 'n'],
    [/ll/g, 'l'],
    [/x\b/g, 't'],
    [/s\b/g, ''],
  ],
  es: [
    [/\bque\b/gi, 'q'],
    [/\bpor\b/gi, 'x'],
    [/\bqu/gi, 'k'],
    [/\bh/gi, ''],
    [/v/g, 'b'],
    [/ll/g, 'y'],
    [/[sc](?=[ie])/g, 'z'],
    [/s\b/g, ''],
    [/s(?=[ei])/g, 'c'],
    [/g(?=[ei])/g, 'j'],
    [/mn?/g, 'm'],
  ],
};

/** As somebody types in a hurry: nothing at all, capitals, accents, marks or letters lost. */
export function hurried(text: string, language: string, random: Random): string {
  let typed = random() < 0.5 ? text : text.toLowerCase();
  if (random() < 0.2) typed = typed.replace(/['’]/g, '');
  if (random() < 0.2) typed = typed.replace(/[ÄÖÜäöü]/g, (sign) => `${sign.normalize('NFD').charAt(0)}e`);
  if (random() < 0.25) typed = typed.replace(/[,.?!¿¡]/g, ' ');
  const habits = BY_EAR[language] ?? [];
  for (let left = random() < 0.2 ? 1 + Math.floor(random() * 3) : 0; left > 0 && habits.length > 0; left -= 1)
    typed = typed.replace(...pick(habits, random));
  let slips = random() < 0.2 ? (random() < 0.3 ? 2 : 1) : 0;
  const words = typed.split(' ');
  for (; slips > 0; slips -= 1) {
    const at = Math.floor(random() * words.length);
    const word = words[at] ?? '';
    if (word.length > 3) words[at] = slip(word, random);
  }
  return words.join(' ').replace(/\s+/g, ' ').trim();
}

export class Writer {
  readonly #language: string;
  readonly #grammar: Grammar;
  readonly #random: Random;
  /** What may stand beside an ask without being one. */
  readonly #beside: readonly string[];
  constructor(language: string, grammar: Grammar, random: Random, beside: readonly string[]) {
    this.#language = language;
    this.#grammar = grammar;
    this.#random = random;
    this.#beside = beside;
  }

  phrases(section: string): readonly string[] {
    return this.#grammar.get(section) ?? [];
  }

  of(section: string): string {
    return write(pick(this.phrases(section), this.#random), this.#grammar, this.#random);
  }

  write(phrase: string): string {
    return write(phrase, this.#grammar, this.#random);
  }

  /** What was said, alone or with a greeting, a problem told, thanks around it. */
  framed(core: string): string {
    const random = this.#random;
    const parts: string[] = [];
    if (random() < 0.3) parts.push(this.of('opener'));
    if (random() < 0.4) parts.push(this.#matter());
    parts.push(core);
    if (random() < 0.15) parts.push(this.#matter());
    if (random() < 0.3) parts.push(this.of('closer'));
    const between = pick(['. ', ', ', ' ', '. ', '! ', ' - '], random);
    const joined = parts.map((part, at) => (at === 0 || between === '. ' ? upper(part) : part)).join(between);
    return hurried(joined + pick(['', '', '.', '!', '?'], random), this.#language, random);
  }

  /** What the message is about besides. */
  #matter(): string {
    const kind = this.#random();
    if (kind < 0.4) return this.of('trouble');
    return kind < 0.7 || this.#beside.length === 0 ? this.of('ordinary') : pick(this.#beside, this.#random);
  }

  /** A bare word or two, at most with courtesies. */
  bare(core: string): string {
    const random = this.#random;
    const start = random();
    const before =
      start < 0.25
        ? `${this.of('opener')}${pick([', ', ' ', '. '], random)}`
        : start < 0.35
          ? `${this.of('trouble')}${pick([', ', '. ', ': '], random)}`
          : '';
    const after = random() < 0.4 ? ` ${this.of('polite')}` : '';
    return hurried(`${before}${core}${after}`, this.#language, random);
  }
}
