import type { MarkedToken, Token } from 'marked';
import { Fragment, type ReactNode } from 'react';
import type { Translate } from '../../i18n/index.ts';
import { cleanLabel, cleanText, decodeEntities } from './clean.ts';
import { decideLink, type LinkRules, labelLies } from './links.ts';

/** What drawing needs beside the tokens. Its identity changes only when a decision could. */
export interface Drawing {
  readonly rules: LinkRules;
  readonly t: Translate;
}

const DEEPEST = 20;

/** Inline tokens as React elements. A kind that is not known here is its own text: no HTML exists on the way. */
export function drawInline(tokens: readonly Token[] | undefined, drawing: Drawing, depth = 0): ReactNode {
  if (!tokens) return null;
  if (depth > DEEPEST) return cleanText(tokens.map((token) => token.raw).join(''));
  return tokens.map((token, index) => <Fragment key={index}>{drawOne(token as MarkedToken, drawing, depth + 1)}</Fragment>);
}

function drawOne(token: MarkedToken, drawing: Drawing, depth: number): ReactNode {
  switch (token.type) {
    case 'text':
      return token.tokens ? drawInline(token.tokens, drawing, depth) : cleanText(decodeEntities(token.text));
    case 'escape':
      return cleanText(decodeEntities(token.text));
    case 'strong':
      return <strong>{drawInline(token.tokens, drawing, depth)}</strong>;
    case 'em':
      return <em>{drawInline(token.tokens, drawing, depth)}</em>;
    case 'del':
      return <del>{drawInline(token.tokens, drawing, depth)}</del>;
    case 'codespan':
      return <code dir="ltr">{cleanLabel(token.text)}</code>;
    case 'br':
      return <br />;
    case 'checkbox':
      return null;
    case 'link':
      return (
        <MarkdownLink address={token.href} label={plainText(token.tokens)} raw={token.raw} drawing={drawing}>
          {drawInline(token.tokens, drawing, depth)}
        </MarkdownLink>
      );
    case 'image':
      return <span className="aics-image">{imageText(token.text, drawing.t)}</span>;
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
  readonly drawing: Drawing;
  readonly children: ReactNode;
}): ReactNode {
  const { label, raw, drawing, children } = props;
  const decision = decideLink(decodeEntities(props.address), drawing.rules);
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
