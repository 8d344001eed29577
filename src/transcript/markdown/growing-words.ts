import type { Token } from 'marked';
import type { Translate } from '../../i18n/index.ts';
import { inlineTree, type Maker, shownLink } from './inline-tree.ts';

const closed = { origins: new Set<string>(), sources: new Set<string>(), active: false };

const nodes: Maker<Node> = {
  words: (text) => document.createTextNode(text),
  element(name, _key, children, className) {
    const element = document.createElement(name);
    if (className !== undefined) element.className = className;
    if (name === 'code') element.dir = 'ltr';
    element.append(...children);
    return element;
  },
  link(link, _key, children) {
    const { text, host } = shownLink(link, closed);
    const made = document.createDocumentFragment();
    made.append(...(text === null ? children : [text]));
    if (host !== null) made.append(nodes.element('span', 0, [nodes.words(host)], 'aics-host'));
    return made;
  },
};

interface Drawn {
  readonly token: Token;
  readonly nodes: readonly ChildNode[];
}

/** The words of one paragraph drawn beside React while they grow. React's own nodes are kept and given back. */
export class GrowingWords {
  readonly #element: HTMLElement;
  readonly #own: readonly ChildNode[];
  #drawn: readonly Drawn[] = [];

  constructor(element: HTMLElement) {
    this.#element = element;
    this.#own = [...element.childNodes];
  }

  /** Only what differs from the last time is made again; text that goes on goes on in its node. */
  draw(tokens: readonly Token[], t: Translate): void {
    const before = this.#drawn;
    let same = 0;
    while (same < before.length && before[same]?.token.raw === tokens[same]?.raw) same += 1;
    const kept = before.slice(0, same);
    const grown = goneOn(before[same], tokens[same], t);
    if (grown !== null) kept.push(grown);
    if (before.length === 0) this.#element.replaceChildren();
    else for (const gone of before.slice(kept.length)) for (const node of gone.nodes) node.remove();
    for (const token of tokens.slice(kept.length)) {
      const fresh = document.createDocumentFragment();
      fresh.append(...inlineTree([token], nodes, t));
      kept.push({ token, nodes: [...fresh.childNodes] });
      this.#element.append(fresh);
    }
    this.#drawn = kept;
  }

  giveBack(): void {
    this.#element.replaceChildren(...this.#own);
  }
}

function goneOn(before: Drawn | undefined, token: Token | undefined, t: Translate): Drawn | null {
  const node = before?.nodes[0];
  if (before?.token.type !== 'text' || token?.type !== 'text' || before.nodes.length !== 1 || !(node instanceof Text)) return null;
  const [made] = inlineTree([token], nodes, t);
  if (!(made instanceof Text)) return null;
  if (made.data.startsWith(node.data)) node.appendData(made.data.slice(node.length));
  else node.data = made.data;
  return { token, nodes: [node] };
}
