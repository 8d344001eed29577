import type { MarkedToken, Token, Tokens } from 'marked';
import type { Translate } from '../../i18n/index.ts';
import type { Block } from '../markdown/blocks.ts';
import { cleanLabel, cleanText, decodeEntities } from '../markdown/clean.ts';
import { languageOf } from '../markdown/language.ts';

/**
 * What is said of one piece of a block. `text` is said sentence by sentence, with the words that lead it in
 * (the number of an item) before its first; `whole` only once its block is closed, because it tells how
 * large something is.
 */
export type Unit =
  | { readonly kind: 'text'; readonly lead: string; readonly text: string }
  | { readonly kind: 'whole'; readonly text: string };

const DEEPEST = 20;

/** A block of Markdown as words: no marks, code and tables told by their size (never read sign by sign). */
export function unitsOf(block: Pick<Block, 'token' | 'raw'>, t: Translate): readonly Unit[] {
  if (block.token === null) return textUnit(cleanText(block.raw));
  return blockUnits(block.token as MarkedToken, '', t, 0);
}

function blockUnits(token: MarkedToken, lead: string, t: Translate, depth: number): readonly Unit[] {
  if (depth > DEEPEST) return textUnit(cleanText(token.raw), lead);
  switch (token.type) {
    case 'space':
    case 'checkbox':
    case 'hr':
      return [];
    case 'paragraph':
    case 'heading':
      return textUnit(inlineWords(token.tokens, t, depth), lead);
    case 'text':
      return textUnit(token.tokens ? inlineWords(token.tokens, t, depth) : cleanText(token.text), lead);
    case 'code':
      return [{ kind: 'whole', text: `${lead}${codeWords(token, t)}` }];
    case 'table':
      return [{ kind: 'whole', text: `${lead}${tableWords(token, t)}` }];
    case 'blockquote':
      return nested(token.tokens, `${lead}${t('announce.quote')} `, t, depth);
    case 'list':
      return listUnits(token, t, depth);
    default:
      return textUnit(cleanText(token.raw), lead);
  }
}

/** The words that lead in belong to the first piece only. */
function nested(tokens: readonly Token[], lead: string, t: Translate, depth: number): readonly Unit[] {
  const units: Unit[] = [];
  for (const token of tokens) units.push(...blockUnits(token as MarkedToken, units.length === 0 ? lead : '', t, depth + 1));
  return units;
}

function listUnits(list: Tokens.List, t: Translate, depth: number): readonly Unit[] {
  const first = typeof list.start === 'number' ? list.start : 1;
  return list.items.flatMap((item, index) => {
    const task = item.task ? `${t(item.checked === true ? 'task.done' : 'task.open')} ` : '';
    const lead = list.ordered ? `${first + index}. ${task}` : task;
    return nested(item.tokens, lead, t, depth);
  });
}

function codeWords(token: Tokens.Code, t: Translate): string {
  const language = languageOf(token.lang ?? '');
  const count = token.text.split('\n').length;
  return language === '' ? t('announce.code', { count }) : t('announce.code.language', { count, language });
}

function tableWords(token: Tokens.Table, t: Translate): string {
  const columns = t('announce.table.columns', { count: token.header.length });
  return t('announce.table', { columns, rows: t('announce.table.rows', { count: token.rows.length }) });
}

function inlineWords(tokens: readonly Token[] | undefined, t: Translate, depth: number): string {
  if (depth > DEEPEST) return cleanText((tokens ?? []).map((token) => token.raw).join(''));
  return (tokens ?? []).map((token) => inlineWord(token as MarkedToken, t, depth + 1)).join('');
}

function inlineWord(token: MarkedToken, t: Translate, depth: number): string {
  switch (token.type) {
    case 'text':
      return token.tokens ? inlineWords(token.tokens, t, depth) : cleanText(decodeEntities(token.text));
    case 'escape':
      return cleanText(decodeEntities(token.text));
    case 'codespan':
      return cleanLabel(token.text);
    case 'br':
      return ' ';
    case 'checkbox':
      return '';
    case 'image': {
      const alt = cleanLabel(decodeEntities(token.text)).trim();
      return alt === '' ? t('message.image') : t('message.image.alt', { alt });
    }
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return inlineWords(token.tokens, t, depth);
    default:
      return cleanText(token.raw);
  }
}

function textUnit(text: string, lead = ''): readonly Unit[] {
  const words = text.replace(/\s+/gu, ' ').trimStart();
  return words.trim() === '' ? [] : [{ kind: 'text', lead, text: words }];
}
