import { useMemo } from 'react';
import type { ChatLabel } from '../expose/contract.ts';
import { launcherEnglish } from '../i18n/launcher.ts';
import { type Translate, translator } from '../i18n/translate.ts';

type LauncherKey = keyof typeof launcherEnglish;

/** The launcher's own few texts in the host's words, numbers and plurals as its language has them. The whole catalogue comes with the chat. */
export function useLauncherText(labels: Readonly<Record<string, ChatLabel>> | undefined, locale = 'en'): Translate<LauncherKey> {
  const given = labels === undefined ? '{}' : JSON.stringify(labels);
  return useMemo(() => {
    const all = Object.entries(JSON.parse(given) as Record<string, ChatLabel>);
    const own = all.filter(([key]) => Object.hasOwn(launcherEnglish, key));
    return translator<LauncherKey>({ ...launcherEnglish, ...Object.fromEntries(own) }, locale);
  }, [given, locale]);
}

/** What `useLauncherText` gives. */
export type Words = Translate<LauncherKey>;
