import { expect, type Page } from '@playwright/test';

/** What has the focus, looked up through shadow roots. */
export interface Focused {
  readonly name: string;
  readonly role: string;
  readonly onPage: boolean;
  /** A line or a glow of the accent that a person sees, on the element or on the card it stands in. */
  readonly ringed: boolean;
}

export function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body || element === document.documentElement)
      return { name: '', role: 'body', onPage: true, ringed: false };
    const lined = (one: Element): boolean => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$|transparent/.test(outlineColor);
    };
    const card = element.matches('textarea') ? element.closest('form') : null;
    const glowing = card !== null && getComputedStyle(card).boxShadow !== 'none';
    const labelled = element.getAttribute('aria-labelledby');
    const by = labelled === null ? null : (element.getRootNode() as Document | ShadowRoot).querySelector(`[id="${labelled}"]`);
    const field = 'labels' in element ? (element as HTMLInputElement).labels?.[0]?.textContent : undefined;
    const label = element.getAttribute('aria-label') ?? by?.textContent ?? field ?? element.textContent ?? '';
    const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
    // A field may show it by the card around it.
    const around = element.matches('input') && element.parentElement !== null && lined(element.parentElement);
    return { name: label.replaceAll(/\s+/g, ' ').trim(), role, onPage: false, ringed: lined(element) || glowing || around };
  });
}

/** A person at the keys: after every key the focus is on something, and that something has a ring. */
export function keysOf(page: Page) {
  let told = '';
  const check = async (): Promise<Focused> => {
    const at = await focused(page);
    expect(at.onPage, `the focus is lost on the page after: ${told}`).toBe(false);
    expect(at.ringed, `no ring on ${at.role} "${at.name}" after: ${told}`).toBe(true);
    return at;
  };
  const press = async (key: string): Promise<Focused> => {
    told = `${told.slice(-300)} ${key}`;
    await page.keyboard.press(key);
    // What a key takes away or brings is settled in the next frames.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return check();
  };
  return {
    press,
    check,
    async type(text: string): Promise<void> {
      told = `${told.slice(-300)} "${text}"`;
      await page.keyboard.type(text, { delay: 2 });
      await check();
    },
    /** Tab (or another key) until that is reached, as a person would who looks for it. */
    async to(name: RegExp, key = 'Tab', most = 60): Promise<Focused> {
      const passed: string[] = [];
      for (let at = 0; at < most; at += 1) {
        const now = await press(key);
        if (name.test(now.name)) return now;
        passed.push(`${now.role} "${now.name.slice(0, 40)}"`);
      }
      throw new Error(`${key} reached nothing named ${name}. It passed: ${passed.join(', ')}`);
    },
    /** The focus is, or within a moment comes to be, here. */
    async at(name: RegExp): Promise<void> {
      await expect.poll(async () => (await focused(page)).name, { message: `the focus after: ${told}` }).toMatch(name);
      await check();
    },
  };
}

/** Counts every press of a mouse or a finger from now on. */
export async function countPointers(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    Object.assign(window, { pointers: 0 });
    const count = (): void => {
      (window as unknown as { pointers: number }).pointers += 1;
    };
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, count, true);
  });
  return () => page.evaluate(() => (window as unknown as { pointers: number }).pointers);
}
