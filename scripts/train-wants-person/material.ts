import { readdirSync, readFileSync } from 'node:fs';
import { features, plainWords } from '../../host-demo/server/responders/wants-person-features.ts';
import { parseGrammar, type Random } from './grammar.ts';
import type { Example } from './learn.ts';
import { hurried, Writer } from './texts.ts';

/** What somebody wrote by hand. */
export interface Item {
  readonly language: string;
  readonly text: string;
  readonly wants: boolean;
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
type Language = (typeof LANGUAGES)[number];

/** A set of `tests/answers/wants-a-person`. */
export function handWritten(set: string): readonly Item[] {
  return ['wants', 'ordinary'].flatMap((kind) =>
    (JSON.parse(read(`tests/answers/wants-a-person/${set}-${kind}.json`)) as { items: Omit<Item, 'wants'>[] }).items.map((item) => ({
      ...item,
      wants: kind === 'wants',
    })),
  );
}

/** Questions with an article, and the articles' titles and sentences: English, and none of them asks for a person. */
export function ownQuestions(): readonly string[] {
  const asked = ['questions', 'questions-2', 'development'].flatMap((file) =>
    (JSON.parse(read(`tests/answers/${file}.json`)) as { question: string }[]).map(({ question }) => question),
  );
  const folder = 'host-demo/server/knowledge/';
  const articles = readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.md'))
    .sort()
    .flatMap((file) => {
      const source = read(folder + file);
      const title = /^title: *(.*)$/m.exec(source)?.[1] ?? '';
      const lines = source.replace(/^---[\s\S]*?---/, '').split('\n');
      return [title, ...lines.map((line) => line.replace(/^[#\s|-]+/, '').slice(0, 200))];
    });
  return [...asked, ...articles].filter((text) => text.length > 8);
}

const PEOPLE =
  /human|person|agent|bot\b|robot|support|service|call|phone|t[eé]l[eé]|mensch|mitarb|kolleg|ruf|humain|conseil|appel|alguien|asesor|llam|hablar|sprech|parler|talk|speak|some|any|manager|colleag/i;

const ASKS = ['ask', 'give', 'will', 'nobot', 'told'];
/** A phrase of these sections stands for many ways to say it. */
const BY_PARTS = /\{(?:wish|speak|wunsch|vouloir|parler|donner|querer|hablar|dar)\}/;
/** How many texts are made of each phrase. */
const TIMES = { ask: 40, askByParts: 320, said: 20, bare: 20, plain: 80, heard: 10, frame: 6, wants: 20, ordinary: 6 };
const FRAMES = ['opener', 'trouble', 'closer', 'polite'];

class Material {
  readonly examples: Example[] = [];
  readonly #language: Language;
  readonly #writer: Writer;
  readonly #random: Random;
  constructor(language: Language, writer: Writer, random: Random) {
    this.#language = language;
    this.#writer = writer;
    this.#random = random;
  }

  #take(text: string, wants: boolean): void {
    this.examples.push({ features: features(plainWords(text)), wants });
  }

  /** The text as it is, as it is typed in a hurry, and in a frame. */
  #said(text: string, wants: boolean, times: number): void {
    this.#take(text, wants);
    for (let at = 1; at < times; at += 1)
      this.#take(at * 3 < times ? hurried(text, this.#language, this.#random) : this.#writer.framed(text), wants);
  }

  #phrases(): void {
    const writer = this.#writer;
    for (const phrase of ASKS.flatMap((section) => writer.phrases(section))) {
      const times = BY_PARTS.test(phrase) ? TIMES.askByParts : TIMES.ask;
      for (let at = 0; at < times; at += 1) this.#take(writer.framed(writer.write(phrase)), true);
    }
    for (const word of writer.phrases('bare').flatMap((line) => line.slice(1, -1).split('|')))
      for (let at = 0; at < TIMES.bare; at += 1) this.#take(writer.bare(word), true);
    for (const phrase of [...writer.phrases('ordinary'), ...writer.phrases('near')])
      for (let at = 0; at < TIMES.plain; at += 1) {
        const text = writer.write(phrase);
        this.#take(at % 3 === 0 ? hurried(text, this.#language, this.#random) : writer.framed(text), false);
      }
  }

  make(items: readonly Item[], ordinary: readonly string[]): readonly Example[] {
    const writer = this.#writer;
    this.#phrases();
    for (const text of writer.phrases('said')) this.#said(text, true, TIMES.said);
    for (const text of writer.phrases('heard')) this.#said(text, false, TIMES.heard);
    for (const text of FRAMES.flatMap((section) => writer.phrases(section))) this.#said(text, false, TIMES.frame);
    for (const { text, wants } of items) this.#said(text, wants, wants ? TIMES.wants : TIMES.ordinary);
    for (const text of ordinary) this.#said(text, false, TIMES.ordinary);
    return this.examples;
  }
}

/** All that is learned from: the grammars, what was written by hand, and our own questions. */
export function material(items: readonly Item[], random: Random): readonly Example[] {
  const questions = ownQuestions();
  return LANGUAGES.flatMap((language) => {
    const grammar = parseGrammar(read(`scripts/train-wants-person/${language}.txt`));
    const mine = items.filter((item) => item.language === language);
    const own = language === 'en' ? questions : [];
    // What stands beside an ask must not be about people itself: it may speak against it.
    const beside = [...own, ...mine.filter(({ text, wants }) => !wants && !PEOPLE.test(text)).map(({ text }) => text)];
    return new Material(language, new Writer(language, grammar, random, beside), random).make(mine, own);
  });
}
