import type { Token } from 'marked';
import { createContext, createElement, type ReactNode, use } from 'react';
import type { Translate } from '../../i18n/index.ts';
import { type InlineLink, inlineTree, type Maker, shownLink } from './inline-tree.ts';
import type { LinkRules } from './links.ts';

/** Where the links of this answer may lead. A context, so that opening them at the end draws nothing but links again. */
export const LinkRulesContext = createContext<LinkRules>({ origins: new Set(), sources: new Set(), active: false });

const elements: Maker<ReactNode> = {
  words: (text) => text,
  element: (name, key, children, className) =>
    createElement(name, { key, className, ...(name === 'code' ? { dir: 'ltr' } : {}) }, ...children),
  link: (link, key, children) => createElement(MarkdownLink, { key, ...link }, ...children),
};

/** Inline tokens as React elements. */
export function drawInline(tokens: readonly Token[] | undefined, t: Translate): ReactNode {
  if (!tokens) return null;
  const drawn = inlineTree(tokens, elements, t);
  return drawn.length === 1 ? drawn[0] : drawn;
}

function MarkdownLink({ children, ...link }: InlineLink & { readonly children?: ReactNode }): ReactNode {
  const { text, host, href } = shownLink(link, use(LinkRulesContext));
  const behind = host === null ? null : <span className="aics-host">{host}</span>;
  if (href === null)
    return (
      <>
        {text ?? children}
        {behind}
      </>
    );
  return (
    <>
      <a href={href} target="_blank" rel="noopener noreferrer">
        {text ?? children}
      </a>
      {behind}
    </>
  );
}
