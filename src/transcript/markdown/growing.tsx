import type { Token } from 'marked';
import { Component, type ReactNode, type RefObject } from 'react';
import type { Translate } from '../../i18n/index.ts';
import type { Parsed } from './blocks.ts';
import type { Flow } from './flow.ts';
import { GrowingWords } from './growing-words.ts';
import type { LinkRules } from './links.ts';
import { newWords } from './run.ts';
import type { Block } from './token-blocks.ts';

interface GrowingProps {
  readonly root: RefObject<HTMLElement | null>;
  readonly sections: readonly (readonly Block[])[];
  readonly tail: readonly Block[];
  readonly rules: LinkRules;
  readonly t: Translate;
  readonly flow: Flow | null;
  readonly children: ReactNode;
}

/**
 * Adds a flow of words to the last text on the page, or draws the words of its last paragraph, without React's part:
 * a text that only grows is laid out from where it grew. Before React touches the page again everything is put back
 * to what React believes it to be.
 */
export class Growing extends Component<GrowingProps> {
  #leaf: Text | null = null;
  #before = 0;
  #added = 0;
  #words: GrowingWords | null = null;

  override componentDidMount(): void {
    this.#add(this.props.flow);
  }

  override getSnapshotBeforeUpdate({ sections, tail, rules, t, root }: GrowingProps): null {
    const now = this.props;
    if (sections !== now.sections || tail !== now.tail || rules !== now.rules || t !== now.t || root !== now.root) this.#putBack();
    return null;
  }

  override componentDidUpdate(): void {
    this.#add(this.props.flow);
  }

  #putBack(): void {
    if (this.#words === null) this.#endFlow();
    this.#words?.giveBack();
    [this.#words, this.#leaf, this.#added] = [null, null, 0];
  }

  #endFlow(): void {
    if (this.#leaf !== null && this.#added > 0) this.#leaf.deleteData(this.#before, this.#added);
  }

  #draw(tokens: readonly Token[]): boolean {
    if (this.#words === null) {
      const paragraph = lastParagraph(this.props.root.current);
      if (paragraph === null) return false;
      this.#endFlow();
      this.#words = new GrowingWords(paragraph);
    }
    this.#words.draw(tokens, this.props.t);
    [this.#leaf, this.#added] = [null, 0];
    return true;
  }

  /** Shows what an answer became, before React hears of it; false where only React can. */
  goOn(before: readonly Block[], { tail, flow }: Pick<Parsed, 'tail' | 'flow'>): boolean {
    if (tail !== before) {
      const tokens = newWords(before, tail);
      if (tokens === null || !this.#draw(tokens)) return false;
    }
    this.#add(flow);
    return true;
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

function lastParagraph(root: Element | null): HTMLElement | null {
  let element = root;
  while (element !== null && !(element instanceof HTMLParagraphElement)) element = element.lastElementChild;
  return element;
}

function lastText(root: Node | null): Text | null {
  let node = root;
  while (node?.lastChild) node = node.lastChild;
  return node instanceof Text ? node : null;
}
