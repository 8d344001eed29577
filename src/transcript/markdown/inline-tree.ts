import type { MarkedToken, Token } from 'marked';
import type { Translate } from '../../i18n/index.ts';
import { cleanLabel, cleanText, decodeEntities } from './clean.ts';
import { decideLink, type LinkRules, labelLies } from './links.ts';

export type InlineName = 'strong' | 'em' | 'del' | 'code' | 'br' | 'span';

export interface InlineLink {
  readonly address: string;
  /** The words of its label. */
  readonly label: string;
  readonly raw: string;
}

/** What words and marks are made of: React elements, or nodes of a page that grows beside React. */
export interface Maker<Made> {
  words(text: string): Made;
  element(name: InlineName, key: number, children: readonly Made[], className?: string): Made;
  link(link: InlineLink, key: number, children: readonly Made[]): Made;
}

const DEEPEST = 20;

/** One thing for each token. A kind that is not known here is its own text: no HTML exists on the way. */
export function inlineTree<Made>(tokens: readonly Token[], make: Maker<Made>, t: Translate, depth = 0): readonly Made[] {
  if (depth > DEEPEST) return [make.words(cleanText(tokens.map((token) => token.raw).join('')))];
  return tokens.flatMap((token, index) => oneOf(token as MarkedToken, index, make, t, depth + 1));
}

function oneOf<Made>(token: MarkedToken, key: number, make: Maker<Made>, t: Translate, depth: number): readonly Made[] {
  const inside = (tokens: readonly Token[]): readonly Made[] => inlineTree(tokens, make, t, depth);
  switch (token.type) {
    case 'text':
      return token.tokens ? inside(token.tokens) : [make.words(cleanText(decodeEntities(token.text)))];
    case 'escape':
      return [make.words(cleanText(decodeEntities(token.text)))];
    case 'strong':
    case 'em':
    case 'del':
      return [make.element(token.type, key, inside(token.tokens))];
    case 'codespan':
      return [make.element('code', key, [make.words(cleanLabel(token.text))])];
    case 'br':
      return [make.element('br', key, [])];
    case 'checkbox':
      return [];
    case 'link': {
      // Nothing without width in it: the words are what its host is judged by (H17).
      const label: Maker<Made> = { ...make, words: (text) => make.words(cleanLabel(text)) };
      const children = inlineTree(token.tokens, label, t, depth);
      return [make.link({ address: token.href, label: plainText(token.tokens), raw: token.raw }, key, children)];
    }
    case 'image':
      return [make.element('span', key, [make.words(imageText(token.text, t))], 'aics-image')];
    default:
      return [make.words(cleanText(token.raw))];
  }
}

/** An image is never loaded: fetching it would tell its server what the answer said (H09). */
function imageText(alt: string, t: Translate): string {
  const shown = cleanLabel(decodeEntities(alt)).trim();
  return shown === '' ? t('message.image') : t('message.image.alt', { alt: shown });
}

/** How a link is shown: `text` in place of its label, the host behind it, and where it leads if it may be followed. */
export interface ShownLink {
  readonly text: string | null;
  readonly host: string | null;
  readonly href: string | null;
}

export function shownLink({ address, label, raw }: InlineLink, rules: LinkRules): ShownLink {
  const decision = decideLink(decodeEntities(address), rules);
  if (decision.kind === 'written') return { text: cleanText(raw), host: null, href: null };
  const lies = labelLies(label, decision.host);
  const named = label.toLowerCase().includes(decision.host.toLowerCase());
  return {
    text: lies ? decision.host : null,
    host: lies || named ? null : ` (${decision.host})`,
    href: decision.kind === 'open' ? decision.href : null,
  };
}

/** The words of tokens without their marks. */
export function plainText(tokens: readonly Token[] | undefined): string {
  return (tokens ?? [])
    .map((token) => {
      const nested = token as { readonly tokens?: readonly Token[]; readonly text?: string };
      return nested.tokens ? plainText(nested.tokens) : cleanLabel(decodeEntities(nested.text ?? token.raw));
    })
    .join('');
}
