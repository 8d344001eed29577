/** A text of sections with phrases: `[name]`, then a phrase a line; `(one|other|)` is a choice, `{name}` a phrase of that section. */
export type Grammar = ReadonlyMap<string, readonly string[]>;
export type Random = () => number;

/** @throws Error with the line that belongs to no section. */
export function parseGrammar(source: string): Grammar {
  const sections = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of source.split('\n')) {
    const name = /^\[(\w+)\]$/.exec(line)?.[1];
    if (name !== undefined) {
      current = [];
      sections.set(name, current);
    } else if (line.trim() !== '') {
      if (current === undefined) throw new Error(`"${line}" stands before the first [section].`);
      current.push(line.trim());
    }
  }
  return sections;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('Nothing to choose from.');
  return chosen;
}

/** The alternatives of a choice, whose parts may hold choices themselves. */
function alternatives(inner: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const sign of inner) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === '|' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part];
}

function closing(phrase: string, from: number): number {
  let depth = 0;
  for (let at = from; at < phrase.length; at += 1) {
    if (phrase[at] === '(') depth += 1;
    if (phrase[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`"${phrase}": a bracket is not closed.`);
}

/** One text of a phrase, its choices drawn at random. @throws Error at a name that is no section. */
export function write(phrase: string, grammar: Grammar, random: Random): string {
  let text = '';
  for (let at = 0; at < phrase.length; at += 1) {
    const sign = phrase[at];
    if (sign === '(') {
      const end = closing(phrase, at);
      text += write(pick(alternatives(phrase.slice(at + 1, end)), random), grammar, random);
      at = end;
    } else if (sign === '{') {
      const end = phrase.indexOf('}', at);
      const section = grammar.get(phrase.slice(at + 1, end));
      if (section === undefined) throw new Error(`"${phrase}": there is no section ${phrase.slice(at, end + 1)}.`);
      text += write(pick(section, random), grammar, random);
      at = end;
    } else text += sign;
  }
  return text
    .replace(/\s+/g, ' ')
    .replace(/ ([,.?!])/g, '$1')
    .trim();
}
