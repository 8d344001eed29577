export { type Catalogue, english, type TextKey } from './catalogue.ts';
export type { Dates } from './dates.ts';
export { TextProvider, useDates, useLocale, useText } from './text.tsx';
export { type Params, type Translate, translator } from './translate.ts';
