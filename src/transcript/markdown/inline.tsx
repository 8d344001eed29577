import type { MarkedToken, Token } from 'marked';
import { createContext, type ReactNode, use } from 'react';
import type { Translate } from '../../i18n/index.ts';
import { cleanLabel, cleanText, decodeEntities } from './clean.ts';
import { decideLink, type LinkRules, labelLies } from './links.ts';

/** Where the links of this answer may lead. A context, so that opening them at the end draws nothing but links again. */
export const LinkRulesContext = createContext<LinkRules>({ origins: new Set(), sources: new Set(), active: false });

const DEEPEST = 20;

/** Inline tokens as React elements. A kind that is not known here is its own text: no HTML exists on the way. */
export function drawInline(tokens: readonly Token[] | undefined, t: Translate, depth = 0): ReactNode {
  if (!tokens) return null;
  if (depth > DEEPEST) return cleanText(tokens.map((token) => token.raw).join(''));
  const only = tokens.length === 1 ? tokens[0] : undefined;
  if (only?.type === 'text') return drawOne(only as MarkedToken, 0, t, depth + 1);
  return tokens.map((token, index) => drawOne(token as MarkedToken, index, t, depth + 1));
}

function drawOne(token: MarkedToken, key: number, t: Translate, depth: number): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens ? drawInline(token.tokens, t, depth) : cleanText(decodeEntities(token.text));
    case 'escape':
      return cleanText(decodeEntities(token.text));
    case 'strong':
      return <strong key={key}>{drawInline(token.tokens, t, depth)}</strong>;
    case 'em':
      return <em key={key}>{drawInline(token.tokens, t, depth)}</em>;
    case 'del':
      return <del key={key}>{drawInline(token.tokens, t, depth)}</del>;
    case 'codespan':
      return (
        <code key={key} dir="ltr">
          {cleanLabel(token.text)}
        </code>
      );
    case 'br':
      return <br key={key} />;
    case 'checkbox':
      return null;
    case 'link':
      return (
        <MarkdownLink key={key} address={token.href} label={plainText(token.tokens)} raw={token.raw}>
          {drawInline(token.tokens, t, depth)}
        </MarkdownLink>
      );
    case 'image':
      return (
        <span key={key} className="aics-image">
          {imageText(token.text, t)}
        </span>
      );
    default:
      return cleanText(token.raw);
  }
}

/** An image is never loaded: fetching it would tell its server what the answer said (H09). */
function imageText(alt: string, t: Translate): string {
  const shown = cleanLabel(decodeEntities(alt)).trim();
  return shown === '' ? t('message.image') : t('message.image.alt', { alt: shown });
}

function MarkdownLink(props: {
  readonly address: string;
  readonly label: string;
  readonly raw: string;
  readonly children: ReactNode;
}): ReactNode {
  const { label, raw, children } = props;
  const decision = decideLink(decodeEntities(props.address), use(LinkRulesContext));
  if (decision.kind === 'written') return cleanText(raw);
  const lies = labelLies(label, decision.host);
  const named = label.toLowerCase().includes(decision.host.toLowerCase());
  const host = lies || named ? null : <span className="aics-host"> ({decision.host})</span>;
  const text = lies ? decision.host : children;
  if (decision.kind === 'shown')
    return (
      <>
        {text}
        {host}
      </>
    );
  return (
    <>
      <a href={decision.href} target="_blank" rel="noopener noreferrer">
        {text}
      </a>
      {host}
    </>
  );
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
