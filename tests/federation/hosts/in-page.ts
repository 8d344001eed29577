/** Runs within the page: everything of it that a chat could change, for comparing. What is ours is left out. */
export interface Snapshot {
  readonly scripts: number;
  /** Properties looked at, of elements and of their pseudo-elements. */
  readonly properties: number;
  readonly lines: readonly string[];
}

export function snapshot(): Snapshot {
  const ours = '[data-ai-cs-agent], ai-cs-agent';
  const elements = [...document.querySelectorAll('*')].filter(
    (element) => !element.closest(ours) && !element.closest('script, head > link'),
  );
  const lines: string[] = [];
  let properties = 0;
  for (const [index, element] of elements.entries()) {
    const name = `${index} ${element.localName}`;
    lines.push(
      `${name} ${[...element.attributes].map((one) => `${one.name}=${one.value}`).join(' ')} ${element.scrollTop},${element.scrollLeft}`,
    );
    for (const pseudo of [null, '::before', '::after']) {
      const style = getComputedStyle(element, pseudo);
      for (let at = 0; at < style.length; at += 1) {
        const property = style.item(at);
        properties += 1;
        lines.push(`${name}${pseudo ?? ''} ${property}: ${style.getPropertyValue(property)}`);
      }
    }
  }
  const { body, documentElement } = document;
  lines.push(`scroll ${scrollX},${scrollY} title ${document.title} body ${body.style.cssText} html ${documentElement.style.cssText}`);
  // But for scripts: a file that is being fetched stands there until it has come.
  const head = document.head.querySelectorAll(':scope > :not(script)').length;
  lines.push(`sheets ${document.styleSheets.length} adopted ${document.adoptedStyleSheets.length} head ${head}`);
  return { scripts: document.scripts.length, properties, lines };
}
