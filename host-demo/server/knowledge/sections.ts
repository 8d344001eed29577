import { marked, type Token, type Tokens } from 'marked';
import type { Block, Section, SectionKind } from './article.ts';

const KINDS: readonly (readonly [SectionKind, RegExp])[] = [
  [
    'problems',
    /\b(?:(?:does|do|did|is|are|can)(?: ?not|n['’]t)|not work|cannot|troubleshoot\w*|fail\w*|errors?|problems?|wrong|common issues|fix(?:es|ing)?|stuck)\b/i,
  ],
  ['limits', /\b(?:limits?|limitations?|restrictions?|maximums?|quotas?|how (?:many|long|much)|good to know)\b/i],
  ['requirements', /\b(?:before you|prerequisites?|requirements?|what you need|you need|permissions?)\b/i],
];
const SKIPPED = /^(?:related|see also|further reading|more|next steps?|related articles|read next)\b/i;

/** Plain text with inline code and bold kept, links and images reduced to their words: links come only from sources (H31). */
export function inlineText(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\[[^\]]*\]/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function itemText(item: Tokens.ListItem): string {
  const own = item.tokens.filter((token) => token.type !== 'list' && token.type !== 'code').map((token) => token.raw);
  const nested = item.tokens.filter((token): token is Tokens.List => token.type === 'list');
  const inner = nested.flatMap((list) => list.items.map((child) => inlineText(child.text)));
  return inlineText(own.join(' ')) + (inner.length > 0 ? ` ${inner.join('; ')}` : '');
}

function blockOf(token: Token): Block | null {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return { kind: 'paragraph', text: inlineText(token.raw) };
    case 'blockquote':
      return { kind: 'paragraph', text: inlineText((token as Tokens.Blockquote).text) };
    case 'list': {
      const list = token as Tokens.List;
      return { kind: 'list', ordered: list.ordered, items: list.items.map(itemText).filter((text) => text !== '') };
    }
    case 'table': {
      const table = token as Tokens.Table;
      const cells = (row: readonly Tokens.TableCell[]): string[] => row.map((cell) => inlineText(cell.text));
      return { kind: 'table', head: cells(table.header), rows: table.rows.map(cells) };
    }
    case 'code': {
      const code = token as Tokens.Code;
      return { kind: 'code', language: code.lang ?? '', text: code.text };
    }
    default:
      return null;
  }
}

function kindOf(heading: string, blocks: readonly Block[]): SectionKind {
  if (heading === '') return 'lead';
  for (const [kind, pattern] of KINDS) {
    if (pattern.test(heading)) return kind;
  }
  return blocks.some((block) => block.kind === 'list' && block.ordered) ? 'steps' : 'facts';
}

/** Cuts an article's body at its headings of any level. A first heading that only repeats the title belongs to the lead. */
export function parseSections(body: string, title: string): Section[] {
  const open: { heading: string; blocks: Block[] }[] = [{ heading: '', blocks: [] }];
  for (const token of marked.lexer(body)) {
    if (token.type === 'heading') {
      const heading = inlineText((token as Tokens.Heading).text);
      if (heading.toLowerCase() !== title.toLowerCase()) open.push({ heading, blocks: [] });
      continue;
    }
    const block = blockOf(token);
    if (block !== null) open.at(-1)?.blocks.push(block);
  }
  return open
    .filter((section) => section.blocks.length > 0 && !SKIPPED.test(section.heading))
    .map((section) => ({ ...section, kind: kindOf(section.heading, section.blocks) }));
}

/** The titles that sections such as "Related" point on to, links reduced to their words. */
export function parseRelated(body: string): string[] {
  let inside = false;
  const found: string[] = [];
  for (const token of marked.lexer(body)) {
    if (token.type === 'heading') inside = SKIPPED.test(inlineText((token as Tokens.Heading).text));
    const block = inside ? blockOf(token) : null;
    if (block?.kind === 'paragraph') found.push(...block.text.split(/\s*;\s*/));
    if (block?.kind === 'list') found.push(...block.items);
  }
  return found.map((title) => title.replace(/[.\s]+$/, '')).filter((title) => title !== '');
}
