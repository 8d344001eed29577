import type { Page } from '@playwright/test';

/** What a page did that it never may, in words. */
export interface Watch {
  /** Everything since the last time it was asked for. */
  faults(): Promise<string[]>;
  /** Messages of the console that are expected, for a test that provokes them. */
  readonly errors: string[];
  /** How many elements were looked at, requests seen and links found: a watch that sees nothing proves nothing. */
  seen(): Promise<{ readonly elements: number; readonly requests: number; readonly links: number }>;
}

interface Rules {
  readonly links: readonly string[];
}
interface Watching {
  readonly bad: string[];
  readonly count: { elements: number; links: number };
}

/**
 * Runs in the page: every element that is put into it from now on, for however short a time, is held against what may be there.
 * `content` is what an answer's text makes, `around` what the chat itself draws.
 */
function watchElements({ links }: Rules): void {
  const bad: string[] = [];
  const count = { elements: 0, links: 0 };
  Object.assign(window, { watching: { bad, count } });
  const content = /^(?:p|div|span|strong|em|del|code|pre|br|hr|a|ul|ol|li|blockquote|table|thead|tbody|tr|th|td)$/u;
  const head = /^(?:div|span|button|svg|path|rect|circle)$/u;
  const nowhere =
    /^(?:script|iframe|frame|object|embed|applet|form|input|select|meta|base|link|img|image|video|audio|source|track|use|foreignobject|animate|set|math|template|dialog|portal)$/u;
  const contentAttribute =
    /^(?:class|dir|role|href|target|rel|start|scope|style|tabindex|aria-(?:label|level|hidden)|data-(?:depth|align|token|checked))$/u;
  const plainClass = /^(?:aics-[\w-]+|css-[\w-]+)(?: (?:aics-[\w-]+|css-[\w-]+))*$/u;
  const hidden = /[\0-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])/u;
  const smuggled = /(?<!\u{1F3F4}[\u{E0030}-\u{E007A}]{0,8})[\u{E0000}-\u{E007F}]/u;
  const say = (what: string, where: Node): void => {
    const element = where instanceof Element ? where : where.parentElement;
    if (bad.length < 40) bad.push(`${what} in ${(element?.outerHTML ?? where.textContent ?? '').slice(0, 200)}`);
  };
  const value = (element: Element, name: string, text: string): void => {
    if (/^on|^(?:srcset|srcdoc|formaction|action|background|poster|ping|xlink:href|src|data)$/u.test(name))
      say(`attribute ${name}`, element);
    if (name === 'style' && /url\(|expression|@import/iu.test(text)) say('a style that fetches', element);
    if (name === 'href') {
      count.links += 1;
      const allowed = element.localName === 'a' && links.some((one) => text === one || (one.endsWith('/') && text.startsWith(one)));
      if (!allowed) say(`href ${text}`, element);
      if (element.closest('[data-open]')) say('a link that can be followed while the answer grows', element);
    }
    if (hidden.test(text) || smuggled.test(text)) say(`hidden signs in ${name}`, element);
    if (!element.closest('.aics-section') || element.closest('.aics-code-head')) return;
    if (!contentAttribute.test(name)) say(`attribute ${name} from content`, element);
    if (name === 'class' && !plainClass.test(text)) say('class from content', element);
    if (name === 'style' && !/^text-align: (?:left|right|center);$/u.test(text)) say('style from content', element);
    if (name === 'role' && !/^(?:heading|img|region)$/u.test(text)) say('role from content', element);
  };
  const look = (element: Element): void => {
    count.elements += 1;
    const name = element.localName.toLowerCase();
    // The composer is a form of the chat's own, and goes nowhere.
    const own = name === 'form' && !element.closest('[role=log]') && !element.hasAttribute('action');
    if (nowhere.test(name) && !own) say(`element ${name}`, element);
    if (element.closest('.aics-code-head')) {
      if (!head.test(name)) say(`element ${name} above code`, element);
      if (element.matches('.aics-code-head') && !/^(?:Code|[a-z0-9+#-]{1,20})$/u.test(element.textContent ?? ''))
        say('language of code', element);
    } else if (element.closest('.aics-section') && !content.test(name)) say(`element ${name} from content`, element);
    for (const { name: of, value: text } of element.attributes) value(element, of, text);
  };
  const words = (node: Node): void => {
    if (hidden.test(node.nodeValue ?? '') || smuggled.test(node.nodeValue ?? '')) say('hidden signs', node);
  };
  const walk = (node: Node): void => {
    if (node instanceof Element) {
      if (node.localName === 'style') return;
      look(node);
      for (const child of node.childNodes) walk(child);
      if (node.shadowRoot) follow(node.shadowRoot);
    } else if (node instanceof Text) words(node);
  };
  const follow = (root: Node): void => {
    new MutationObserver((records) => {
      for (const { type, target, addedNodes, attributeName } of records) {
        if (type === 'characterData') words(target);
        else if (type === 'attributes' && target instanceof Element) {
          const text = target.getAttribute(attributeName ?? '');
          if (text !== null && target.localName !== 'style') value(target, attributeName ?? '', text);
        } else for (const node of addedNodes) walk(node);
      }
    }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    if (root instanceof ShadowRoot) for (const child of root.childNodes) walk(child);
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(options) {
    const root = attach.call(this, options);
    follow(root);
    return root;
  };
  follow(document);
}

/**
 * Everything a page does is recorded from before its first byte. What the chat draws is watched from `begin` on: the page's own
 * form and links are the page's.
 */
export async function watch(
  page: Page,
  origins: () => readonly string[],
  links: readonly string[],
): Promise<Watch & { begin(): Promise<void> }> {
  const faults: string[] = [];
  const errors: string[] = [];
  let requests = 0;
  const asked = (url: string, by: string): void => {
    requests += 1;
    if (/^(?:data|blob|about):/u.test(url)) return void faults.push(`${by}: ${url.slice(0, 80)}`);
    if (url.includes('leak') || !origins().includes(new URL(url).host)) faults.push(`${by}: request to ${url}`);
  };
  page.on('request', (request) => asked(request.url(), 'page'));
  page.on('pageerror', (error) => faults.push(`uncaught ${error.message}`));
  page.on('console', (message) => {
    // The browser asks for the page's icon by itself.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) errors.push(message.text());
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('download', (download) => faults.push(`download ${download.suggestedFilename()}`));
  page.on('popup', (popup) => faults.push(`popup ${popup.url()}`));
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || frame.url().includes('leak')) faults.push(`navigation to ${frame.url()}`);
  });
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Network.enable');
  protocol.on('Network.requestWillBeSent', ({ request }) => asked(request.url, 'network'));
  protocol.on('Network.webSocketCreated', ({ url }) => asked(url, 'socket'));
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
  });
  const inPage = () =>
    page.evaluate(() => {
      const { watching, violations, ...all } = window as unknown as Record<string, unknown> & { watching: Watching; violations: string[] };
      const ran = ['pwned' in all ? 'a script ran' : [], 'polluted' in {} ? 'a prototype was changed' : []].flat();
      return {
        found: [...violations.splice(0).map((one) => `policy: ${one}`), ...watching.bad.splice(0), ...ran],
        count: { ...watching.count },
      };
    });
  return {
    errors,
    begin: () => page.evaluate(watchElements, { links: [...links] }),
    async faults() {
      const { found } = await inPage();
      return [...faults.splice(0), ...found, ...errors.splice(0).map((one) => `console: ${one}`)];
    },
    async seen() {
      const { count } = await inPage();
      return { ...count, requests };
    },
  };
}
