import { Component, type ReactNode, type RefObject } from 'react';
import type { Flow } from './flow.ts';
import type { LinkRules } from './links.ts';
import type { Block } from './token-blocks.ts';

interface GrowingProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly sections: readonly (readonly Block[])[];
  readonly tail: readonly Block[];
  readonly rules: LinkRules;
  readonly flow: Flow | null;
  readonly children: ReactNode;
}

/**
 * Adds a flow of words to the last text on the page without React's part: a text that only grows is laid out from
 * where it grew. Before React touches the page again that text is put back to what React believes it to be.
 */
export class Growing extends Component<GrowingProps> {
  #leaf: Text | null = null;
  #before = 0;
  #added = 0;

  override componentDidMount(): void {
    this.#add(this.props.flow);
  }

  override getSnapshotBeforeUpdate({ sections, tail, rules, root }: GrowingProps): null {
    const now = this.props;
    if (sections !== now.sections || tail !== now.tail || rules !== now.rules || root !== now.root) this.#putBack();
    return null;
  }

  override componentDidUpdate(): void {
    this.#add(this.props.flow);
  }

  #putBack(): void {
    if (this.#leaf !== null && this.#added > 0) this.#leaf.deleteData(this.#before, this.#added);
    this.#leaf = null;
    this.#added = 0;
  }

  /** A flow that goes on, before React hears of it. */
  flow(flow: Flow | null): void {
    this.#add(flow);
  }

  #add(flow: Flow | null): void {
    const text = flow?.text ?? '';
    if (text.length === this.#added) return;
    if (this.#leaf === null) {
      this.#leaf = lastText(this.props.root.current);
      this.#before = this.#leaf?.length ?? 0;
    }
    this.#leaf?.appendData(text.slice(this.#added));
    this.#added = text.length;
  }

  override render(): ReactNode {
    return this.props.children;
  }
}

function lastText(root: Node | null): Text | null {
  let node = root;
  while (node?.lastChild) node = node.lastChild;
  return node instanceof Text ? node : null;
}
