import { useMemo } from 'react';
import { type Catalogue, english, type TextKey } from '../i18n/index.ts';
import { cleanText } from '../transcript/markdown/clean.ts';
import type { ChatLabel } from './contract.ts';

const told = new Set<string>();

/** Our texts with the host's in place of some. A key that is none of ours is named once in the console and left out. */
export function useCatalogue(labels: Readonly<Record<string, ChatLabel>> | undefined): Catalogue {
  const key = labels === undefined ? '' : JSON.stringify(labels);
  return useMemo(() => {
    if (key === '') return english;
    const own = Object.entries(JSON.parse(key) as Record<string, ChatLabel>).flatMap(([name, label]) =>
      known(name) ? [[name, shown(label)] as const] : [],
    );
    return { ...english, ...(Object.fromEntries(own) as Partial<Record<TextKey, ChatLabel>>) };
  }, [key]);
}

/** Nothing hidden in it (H16, H17). Joiners stay: labels are in any language. */
const shown = (label: ChatLabel): ChatLabel =>
  typeof label === 'string' ? cleanText(label) : { one: cleanText(label.one), other: cleanText(label.other) };

function known(name: string): boolean {
  if (Object.hasOwn(english, name)) return true;
  if (!told.has(name))
    console.error(`labels: "${name.slice(0, 64)}" is no text of the chat and is ignored; the keys are in src/i18n/catalogue.ts.`);
  told.add(name);
  return false;
}
