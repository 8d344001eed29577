/**
 * The part of YAML that front matter of help articles uses: `key: value`, `key:` with a list of `- item`, `[a, b]`, quotes, folded
 * continuation lines and comments. Anything else is refused with its line, so that a mistake is not silently half an article.
 */

export type FrontMatterValue = string | string[];

export interface FrontMatter {
  readonly values: ReadonlyMap<string, FrontMatterValue>;
  readonly body: string;
}

export class FrontMatterError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.name = 'FrontMatterError';
    this.line = line;
  }
}

function unquote(raw: string): string {
  const text = raw.trim();
  const quote = text[0];
  if ((quote === '"' || quote === "'") && text.length >= 2 && text.endsWith(quote)) {
    const inner = text.slice(1, -1);
    return quote === "'" ? inner.replaceAll("''", "'") : inner.replaceAll('\\"', '"');
  }
  return text.replace(/\s+#\s.*$/, '');
}

function flowList(text: string): string[] {
  return (text.slice(1, -1).match(/"[^"]*"|'[^']*'|[^,]+/g) ?? []).map(unquote).filter((item) => item !== '');
}

function scalarOrList(text: string): FrontMatterValue {
  return text.startsWith('[') && text.endsWith(']') ? flowList(text) : unquote(text);
}

/** Splits a file into front matter and body. @throws FrontMatterError with the line (from 1) that cannot be read. */
export function parseFrontMatter(source: string): FrontMatter {
  const lines = source
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  if (lines[0]?.trim() !== '---') return { values: new Map(), body: lines.join('\n') };
  const end = lines.findIndex((line, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(line));
  if (end < 0) throw new FrontMatterError(1, 'the front matter that begins with --- in line 1 is never closed by another ---');
  return { values: parseEntries(lines.slice(1, end)), body: lines.slice(end + 1).join('\n') };
}

function parseEntries(lines: readonly string[]): Map<string, FrontMatterValue> {
  const values = new Map<string, FrontMatterValue>();
  let key: string | null = null;
  for (const [index, line] of lines.entries()) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const entry = /^([A-Za-z_][\w-]*)\s*:(?:\s+(.*))?$/.exec(line);
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (entry) {
      key = entry[1] ?? '';
      const text = (entry[2] ?? '').trim();
      values.set(key, /^[>|][+-]?$/.test(text) ? '' : scalarOrList(text));
    } else if (item && key !== null) {
      const before = values.get(key);
      values.set(key, [...(Array.isArray(before) ? before : []), unquote(item[1] ?? '')]);
    } else if (/^\s+\S/.test(line) && key !== null) {
      values.set(key, continued(values.get(key), line.trim()));
    } else {
      throw new FrontMatterError(
        index + 2,
        `line ${index + 2} of the front matter is neither "key: value" nor "- item": ${line.trim().slice(0, 60)}`,
      );
    }
  }
  return values;
}

function continued(before: FrontMatterValue | undefined, text: string): FrontMatterValue {
  if (Array.isArray(before)) return [...before.slice(0, -1), `${before.at(-1) ?? ''} ${text}`.trim()];
  return `${before ?? ''} ${unquote(text)}`.trim();
}
