import type { MarkedToken, Token, Tokens } from 'marked';
import { Component, Fragment, memo, type ReactNode } from 'react';
import type { Block } from './blocks.ts';
import { cleanText } from './clean.ts';
import { CodeBlock } from './code-block.tsx';
import { type Drawing, drawInline } from './inline.tsx';

const DEEPEST = 20;

export const MarkdownBlock = memo(function MarkdownBlock({
  block,
  drawing,
}: {
  readonly block: Block;
  readonly drawing: Drawing;
}): ReactNode {
  if (block.token === null) return <Written text={block.raw} />;
  return <Guard fallback={<Written text={block.raw} />}>{drawBlock(block.token as MarkedToken, drawing, 0)}</Guard>;
});

/** As it came, line by line. */
function Written({ text }: { readonly text: string }): ReactNode {
  return <p className="aics-written">{cleanText(text.trim())}</p>;
}

function drawBlocks(tokens: readonly Token[], drawing: Drawing, depth: number): ReactNode {
  if (depth > DEEPEST) return <Written text={tokens.map((token) => token.raw).join('')} />;
  return tokens.map((token, index) => <Fragment key={index}>{drawBlock(token as MarkedToken, drawing, depth + 1)}</Fragment>);
}

function drawBlock(token: MarkedToken, drawing: Drawing, depth: number): ReactNode {
  switch (token.type) {
    case 'space':
    case 'checkbox':
      return null;
    case 'paragraph':
      return <p>{drawInline(token.tokens, drawing)}</p>;
    case 'text':
      return token.tokens ? drawInline(token.tokens, drawing) : cleanText(token.text);
    case 'heading':
      return (
        <p className="aics-heading" role="heading" aria-level={Math.min(6, token.depth + 2)} data-depth={token.depth}>
          {drawInline(token.tokens, drawing)}
        </p>
      );
    case 'code':
      return <CodeBlock text={token.text} language={token.lang ?? ''} closed={/\n {0,3}(?:`{3,}|~{3,})\s*$/u.test(token.raw)} />;
    case 'blockquote':
      return <blockquote>{drawBlocks(token.tokens, drawing, depth)}</blockquote>;
    case 'list':
      return <List token={token} drawing={drawing} depth={depth} />;
    case 'table':
      return <Table token={token} drawing={drawing} />;
    case 'hr':
      return <hr />;
    default:
      return <Written text={token.raw} />;
  }
}

function List({ token, drawing, depth }: { readonly token: Tokens.List; readonly drawing: Drawing; readonly depth: number }): ReactNode {
  const items = token.items.map((item, index) => (
    <li key={index} className={item.task ? 'aics-task' : undefined}>
      {item.task ? (
        <span
          className="aics-box"
          role="img"
          aria-label={drawing.t(item.checked === true ? 'task.done' : 'task.open')}
          data-checked={item.checked === true ? '' : undefined}
        />
      ) : null}
      <div>{drawBlocks(item.tokens, drawing, depth)}</div>
    </li>
  ));
  if (!token.ordered) return <ul>{items}</ul>;
  return <ol start={typeof token.start === 'number' ? token.start : 1}>{items}</ol>;
}

function Table({ token, drawing }: { readonly token: Tokens.Table; readonly drawing: Drawing }): ReactNode {
  const cell = ({ align }: Tokens.TableCell): { style?: { textAlign: 'left' | 'right' | 'center' }; 'data-align'?: string } =>
    align ? { style: { textAlign: align }, 'data-align': align } : {};
  return (
    <div className="aics-table" role="region" aria-label={drawing.t('table.label')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {token.header.map((one, index) => (
              <th key={index} scope="col" {...cell(one)}>
                {drawInline(one.tokens, drawing)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, line) => (
            <tr key={line}>
              {row.map((one, index) => (
                <td key={index} {...cell(one)}>
                  {drawInline(one.tokens, drawing)}
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
