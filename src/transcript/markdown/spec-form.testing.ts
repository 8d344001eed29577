/**
 * What a reader gets of a piece of HTML, as one line: the same for our elements and for those of the
 * specifications. An item's only paragraph counts as its words (we set tight and loose lists alike).
 */
export function formOf(root: Element): string {
  return blocksOf(root.childNodes).join(' ');
}

const TAGS: Readonly<Record<string, string>> = { STRONG: 'strong', EM: 'em', DEL: 'del', BLOCKQUOTE: 'quote', TR: 'row' };

function blocksOf(nodes: Iterable<ChildNode>): readonly string[] {
  const made: string[] = [];
  let words = '';
  const flush = (): void => {
    const text = words.replace(/\s+/gu, ' ').trim();
    if (text !== '') made.push(text);
    words = '';
  };
  for (const node of nodes) {
    const block = node instanceof Element ? blockOf(node) : null;
    if (block === null) words += inlineOf(node);
    else {
      flush();
      if (block !== '') made.push(block);
    }
  }
  flush();
  return made;
}

/** Null: it stands among words. */
function blockOf(element: Element): string | null {
  const inside = (): string => blocksOf(element.childNodes).join(' ');
  if (element.classList.contains('aics-heading')) return `h${element.getAttribute('data-depth')}(${inlinesOf(element)})`;
  if (element.classList.contains('aics-code')) return `code(${JSON.stringify(element.querySelector('code')?.textContent ?? '')})`;
  if (element.classList.contains('aics-box')) return element.hasAttribute('data-checked') ? '[x]' : '[ ]';
  switch (element.tagName) {
    case 'DIV':
    case 'TABLE':
    case 'THEAD':
    case 'TBODY':
      return inside();
    case 'P':
      return `p(${inlinesOf(element)})`;
    case 'H1':
    case 'H2':
    case 'H3':
    case 'H4':
    case 'H5':
    case 'H6':
      return `h${element.tagName.charAt(1)}(${inlinesOf(element)})`;
    case 'PRE':
      return `code(${JSON.stringify((element.textContent ?? '').replace(/\n$/u, ''))})`;
    case 'UL':
      return `ul(${inside()})`;
    case 'OL':
      return `ol${element.getAttribute('start') ?? '1'}(${inside()})`;
    case 'LI':
      return `li(${unwrapped(blocksOf(itemNodes(element)))})`;
    case 'TH':
    case 'TD':
      return `cell${element.getAttribute('align') ?? element.getAttribute('data-align') ?? ''}(${inlinesOf(element)})`;
    case 'HR':
      return 'rule';
    case 'BLOCKQUOTE':
    case 'TR':
      return `${TAGS[element.tagName]}(${inside()})`;
    default:
      return null;
  }
}

/** A task's words have a box of their own. */
const itemNodes = (item: Element): readonly ChildNode[] =>
  [...item.childNodes].flatMap((node) => (node instanceof HTMLDivElement && node.className === '' ? [...node.childNodes] : [node]));

const unwrapped = (blocks: readonly string[]): string => blocks.map((block) => /^p\((.*)\)$/su.exec(block)?.[1] ?? block).join(' ');

const inlinesOf = (element: Element): string =>
  [...element.childNodes].map(inlineOf).join('').replace(/\s+/gu, ' ').replace(/\/ /gu, '/').trim();

function inlineOf(node: ChildNode): string {
  if (!(node instanceof Element)) return node.textContent ?? '';
  if (node.tagName === 'BR') return '/';
  if (node.tagName === 'CODE') return `code(${node.textContent})`;
  if (node.tagName === 'INPUT') return node.hasAttribute('checked') ? '[x] ' : '[ ] ';
  const tag = TAGS[node.tagName];
  return tag === undefined ? inlinesOf(node) : `${tag}(${inlinesOf(node)})`;
}
