/**
 * Takes links out of a model's text as it streams: a Markdown link keeps its words, a bare address becomes "(link removed)", unless the
 * address belongs to a source of this answer (H31). What may still become a link is held back until it is decided.
 */
export class LinkFilter {
  readonly #allowed: () => ReadonlySet<string>;
  #held = '';

  constructor(allowed: () => ReadonlySet<string>) {
    this.#allowed = allowed;
  }

  /** Takes text in and gives what can be shown now. */
  push(text: string): string {
    this.#held += text;
    const from = undecidedFrom(this.#held);
    const ready = this.#held.slice(0, from);
    this.#held = this.#held.slice(from);
    return this.#clean(ready);
  }

  /** What is left at the end of the text. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return this.#clean(rest);
  }

  #clean(text: string): string {
    const allowed = this.#allowed();
    return text
      .replace(/!?\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)/g, (whole, words: string, url: string) =>
        allowed.has(url) && !whole.startsWith('!') ? whole : words,
      )
      .replace(/^[ \t]*\[[^\]\n]+\]:[ \t]*\S+.*$/gm, '')
      .replace(/(?<!\w)<?\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.)[^\s<>)\]"'`]*>?/gi, (url) =>
        allowed.has(url.replace(/^<|>$|[.,;:!?]+$/g, '')) ? url : '(link removed)',
      );
  }
}

const MAX_HELD = 600;

/** Where the last part begins that could still grow into a link; the length when there is none. */
function undecidedFrom(text: string): number {
  const bracket = /!$|!?\[[^\]\n]*(?:\](?:\([^)\n]*)?)?$/.exec(text);
  const definition = /(?:^|\n)[ \t]*\[[^\]\n]+\]:[^\n]*$/.exec(text);
  const address = /<?\b(?:[a-z][a-z0-9+.-]*:(?:\/(?:\/[^\s<>)\]"'`]*)?)?|w{1,3}(?:\.[^\s<>)\]"'`]*)?|[a-z]+)$/i.exec(text);
  const starts = [bracket, definition, address].flatMap((match) => (match === null ? [] : [match.index]));
  const from = Math.min(text.length, ...starts);
  return text.length - from > MAX_HELD ? text.length : from;
}
