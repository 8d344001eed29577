import { act, type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { ScopedRoot } from '../../ui/index.ts';
import { Markdown, type TextGrowth } from './markdown.tsx';

const none: ReadonlySet<string> = new Set();

interface Shown {
  readonly key: number;
  readonly text: string;
  readonly open: boolean;
}

/** One page on which texts are drawn after each other, as they grow or at once. Those that grow are followed, as in a chat. */
export class Page {
  readonly #root: Root;
  readonly #element = document.createElement('div');
  #texts = 0;
  #show: (shown: Shown) => void = () => {};
  #text = '';
  readonly #listeners = new Set<() => void>();
  readonly #growth: TextGrowth = {
    message: () => ({ text: this.#text }),
    subscribe: (listener) => {
      this.#listeners.add(listener);
      return () => void this.#listeners.delete(listener);
    },
  };

  constructor() {
    Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
    document.body.append(this.#element);
    this.#root = createRoot(this.#element);
    const Stage = (): ReactNode => {
      const [{ key, text, open }, show] = useState<Shown>({ key: 0, text: '', open: true });
      this.#show = show;
      return <Markdown key={key} text={text} open={open} growth={this.#growth} sources={[]} origins={none} />;
    };
    act(() =>
      this.#root.render(
        <ScopedRoot>
          <Stage />
        </ScopedRoot>,
      ),
    );
  }

  whole(text: string, open = false): Element {
    this.#texts += 1;
    this.#text = '';
    return this.#draw(text, open);
  }

  /** Draws the prefixes up to each cut, then all of it; `look` sees the page after each. */
  growing(text: string, cuts: readonly number[], look: (body: Element, prefix: string) => void = () => {}): Element {
    this.#texts += 1;
    this.#text = '';
    for (const cut of cuts) {
      const prefix = text.slice(0, cut);
      look(this.#draw(prefix, true), prefix);
    }
    return this.#draw(text, false);
  }

  #draw(text: string, open: boolean): Element {
    const goesOn = open && this.#listeners.size > 0 && text.startsWith(this.#text) && this.#text !== '';
    this.#text = text;
    act(() => {
      if (goesOn) for (const listener of [...this.#listeners]) listener();
      else this.#show({ key: this.#texts, text, open });
    });
    const found = this.#element.querySelector('[dir=auto]');
    if (found === null) throw new Error('Nothing is drawn: the page shows no box of Markdown.');
    return found;
  }

  close(): void {
    act(() => this.#root.unmount());
    this.#element.remove();
  }
}

/** Increasing places at which a text is cut, from numbers in [0, 1). */
export const cutsAt = (length: number, places: readonly number[]): readonly number[] =>
  [...new Set(places.map((place) => Math.floor(place * length)))].filter((cut) => cut > 0).sort((a, b) => a - b);
