import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type Catalogue, english } from './catalogue.ts';
import { type Dates, datesFor, regional } from './dates.ts';
import { type Translate, translator } from './translate.ts';

interface Language {
  readonly locale: string;
  readonly t: Translate;
  readonly dates: Dates;
}

const spoken = (): readonly string[] => (typeof navigator === 'undefined' ? [] : (navigator.languages ?? []));

function language(catalogue: Catalogue, locale: string): Language {
  const t = translator(catalogue, locale);
  return { locale, t, dates: datesFor(regional(locale, spoken()), t) };
}

const LanguageContext = createContext<Language>(language(english, 'en'));

export interface TextProviderProps {
  readonly catalogue?: Catalogue;
  /** BCP 47; rules for numbers, plurals and dates. Without a region, dates and times follow the browser's for that language. */
  readonly locale?: string;
  readonly children?: ReactNode;
}

export function TextProvider({ catalogue = english, locale = 'en', children }: TextProviderProps): ReactNode {
  const value = useMemo(() => language(catalogue, locale), [catalogue, locale]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}

/** `t` looks a text up; English without a provider. */
export const useText = (): Translate => useContext(LanguageContext).t;
export const useDates = (): Dates => useContext(LanguageContext).dates;
export const useLocale = (): string => useContext(LanguageContext).locale;
