import type { MarkedToken, Token, Tokens } from 'marked';
import { Component, Fragment, memo, type ReactNode } from 'react';
import { type Translate, useText } from '../../i18n/index.ts';
import { cleanText } from './clean.ts';
import { CodeBlock } from './code-block.tsx';
import { drawInline } from './inline.tsx';
import type { Part } from './parts.ts';
import type { Block } from './token-blocks.ts';

const DEEPEST = 20;

export const MarkdownBlock = memo(function MarkdownBlock({ block }: { readonly block: Block }): ReactNode {
  const t = useText();
  if (block.token === null) return <Written text={block.raw} />;
  const parts = block.parts?.map((part, index) => <PartOf key={index} part={part} />);
  return <Guard fallback={<Written text={block.raw} />}>{parts ? <p>{parts}</p> : drawBlock(block.token as MarkedToken, t, 0)}</Guard>;
});

/** A part of a long paragraph. Those that are over are not drawn again. */
const PartOf = memo(function PartOf({ part }: { readonly part: Part }): ReactNode {
  const t = useText();
  return part.tokens === null ? cleanText(part.raw) : drawInline(part.tokens, t);
});

/** As it came, line by line. */
function Written({ text }: { readonly text: string }): ReactNode {
  return <p className="aics-written">{cleanText(text.trim())}</p>;
}

function drawBlocks(tokens: readonly Token[], t: Translate, depth: number): ReactNode {
  if (depth > DEEPEST) return <Written text={tokens.map((token) => token.raw).join('')} />;
  return tokens.map((token, index) => <Fragment key={index}>{drawBlock(token as MarkedToken, t, depth + 1)}</Fragment>);
}

function drawBlock(token: MarkedToken, t: Translate, depth: number): ReactNode {
  switch (token.type) {
    case 'space':
    case 'checkbox':
      return null;
    case 'paragraph':
      return <p>{drawInline(token.tokens, t)}</p>;
    // Of an item without blank lines: set as it would be with them, so that a blank line later changes nothing that is shown.
    case 'text':
      return <p>{token.tokens ? drawInline(token.tokens, t) : cleanText(token.text)}</p>;
    case 'heading':
      return (
        <p className="aics-heading" role="heading" aria-level={Math.min(6, token.depth + 2)} data-depth={token.depth}>
          {drawInline(token.tokens, t)}
        </p>
      );
    case 'code':
      return <CodeBlock text={token.text} language={token.lang ?? ''} closed={/\n {0,3}(?:`{3,}|~{3,})\s*$/u.test(token.raw)} />;
    case 'blockquote':
      return <blockquote>{drawBlocks(token.tokens, t, depth)}</blockquote>;
    case 'list':
      return <List token={token} depth={depth} />;
    case 'table':
      return <Table token={token} />;
    case 'hr':
      return <hr />;
    default:
      return <Written text={token.raw} />;
  }
}

/** Items drawn together: a long list is looked through by sixteens. */
const PER_GROUP = 16;

function List({ token, depth }: { readonly token: Tokens.List; readonly depth: number }): ReactNode {
  const groups: ReactNode[] = [];
  for (let at = 0; at < token.items.length; at += PER_GROUP)
    groups.push(<Items key={at} items={token.items.slice(at, at + PER_GROUP)} depth={depth} />);
  if (!token.ordered) return <ul>{groups}</ul>;
  return <ol start={typeof token.start === 'number' ? token.start : 1}>{groups}</ol>;
}

interface ItemsProps {
  readonly items: readonly Tokens.ListItem[];
  readonly depth: number;
}

const Items = memo(
  function Items({ items, depth }: ItemsProps): ReactNode {
    return items.map((item, index) => <Item key={index} item={item} depth={depth} />);
  },
  (a, b) => a.depth === b.depth && a.items.length === b.items.length && a.items.every((item, index) => item === b.items[index]),
);

const Item = memo(function Item({ item, depth }: { readonly item: Tokens.ListItem; readonly depth: number }): ReactNode {
  const t = useText();
  if (!item.task) return <li>{drawBlocks(item.tokens, t, depth)}</li>;
  return (
    <li className="aics-task">
      <span
        className="aics-box"
        role="img"
        aria-label={t(item.checked === true ? 'task.done' : 'task.open')}
        data-checked={item.checked === true ? '' : undefined}
      />
      <div>{drawBlocks(item.tokens, t, depth)}</div>
    </li>
  );
});

function Table({ token }: { readonly token: Tokens.Table }): ReactNode {
  const t = useText();
  const cell = ({ align }: Tokens.TableCell): { style?: { textAlign: 'left' | 'right' | 'center' }; 'data-align'?: string } =>
    align ? { style: { textAlign: align }, 'data-align': align } : {};
  return (
    <div className="aics-table" role="region" aria-label={t('table.label')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {token.header.map((one, index) => (
              <th key={index} scope="col" {...cell(one)}>
                {drawInline(one.tokens, t)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, line) => (
            <tr key={line}>
              {row.map((one, index) => (
                <td key={index} {...cell(one)}>
                  {drawInline(one.tokens, t)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One broken block is shown as written; the rest of the conversation stays (H21). */
class Guard extends Component<{ readonly fallback: ReactNode; readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }
  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
