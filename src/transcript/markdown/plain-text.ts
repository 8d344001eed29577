import type { MarkedToken, Token, Tokens } from 'marked';
import { advance, nothing } from './blocks.ts';
import { cleanLabel, cleanText, decodeEntities } from './clean.ts';

const DEEPEST = 20;

/** An answer's Markdown as a person would type it into a letter: no marks, tables by tabs, addresses of links in brackets. */
export function plainText(markdown: string): string {
  const { closed, tail } = advance(nothing, markdown, false);
  const blocks = [...closed, ...tail].map(({ token, raw }) => (token === null ? cleanText(raw) : blockText(token as MarkedToken, 0)));
  return blocks
    .map((block) => block.trimEnd())
    .filter((block) => block !== '')
    .join('\n\n');
}

function blockText(token: MarkedToken, depth: number): string {
  if (depth > DEEPEST) return cleanText(token.raw);
  switch (token.type) {
    case 'space':
    case 'checkbox':
    case 'hr':
      return '';
    case 'paragraph':
    case 'heading':
      return inlineText(token.tokens, depth);
    case 'text':
      return token.tokens ? inlineText(token.tokens, depth) : cleanText(token.text);
    case 'code':
      return cleanLabel(token.text);
    case 'blockquote':
      return blocksText(token.tokens, depth);
    case 'list':
      return listText(token, depth);
    case 'table':
      return [token.header, ...token.rows].map((row) => row.map((cell) => inlineText(cell.tokens, depth)).join('\t')).join('\n');
    default:
      return cleanText(token.raw);
  }
}

const blocksText = (tokens: readonly Token[], depth: number): string =>
  tokens
    .map((token) => blockText(token as MarkedToken, depth + 1))
    .filter((text) => text !== '')
    .join('\n');

function listText(list: Tokens.List, depth: number): string {
  const first = typeof list.start === 'number' ? list.start : 1;
  return list.items
    .map((item, index) => {
      const mark = list.ordered ? `${first + index}. ` : item.task ? `[${item.checked === true ? 'x' : ' '}] ` : '- ';
      return mark + blocksText(item.tokens, depth).replaceAll('\n', `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

function inlineText(tokens: readonly Token[] | undefined, depth: number): string {
  if (depth > DEEPEST) return cleanText((tokens ?? []).map((token) => token.raw).join(''));
  return (tokens ?? []).map((token) => oneText(token as MarkedToken, depth + 1)).join('');
}

function oneText(token: MarkedToken, depth: number): string {
  switch (token.type) {
    case 'text':
      return token.tokens ? inlineText(token.tokens, depth) : cleanText(decodeEntities(token.text));
    case 'escape':
      return cleanText(decodeEntities(token.text));
    case 'codespan':
      return cleanLabel(token.text);
    case 'br':
      return '\n';
    case 'checkbox':
      return '';
    case 'image':
      return cleanLabel(decodeEntities(token.text));
    case 'link': {
      const label = inlineText(token.tokens, depth);
      const address = cleanLabel(token.href);
      return label === address || label === '' ? address : `${label} (${address})`;
    }
    case 'strong':
    case 'em':
    case 'del':
      return inlineText(token.tokens, depth);
    default:
      return cleanText(token.raw);
  }
}
