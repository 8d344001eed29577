import type { Catalogue, TextKey } from './catalogue.ts';

export type Params = Readonly<Record<string, string | number>>;
export type Translate<Key extends string = TextKey> = (key: Key, params?: Params) => string;

/** Made when it is first asked for: the first formatter of a page takes the browser as long as drawing a composer. */
export function atFirstUse<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Looks a text up and fills its `{name}` places. Numbers are written in the language's way; an entry with
 * forms is chosen by `count`. A place without a parameter stays visible, so that a missing one is seen.
 */
export function translator<Key extends string = TextKey>(
  catalogue: Readonly<Record<Key, Catalogue[TextKey]>>,
  locale: string,
): Translate<Key> {
  const plural = atFirstUse(() => new Intl.PluralRules(locale));
  const number = atFirstUse(() => new Intl.NumberFormat(locale));
  return (key, params = {}) => {
    const entry = catalogue[key];
    const text = typeof entry === 'string' ? entry : entry[plural().select(Number(params.count ?? 0)) === 'one' ? 'one' : 'other'];
    return text.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = Object.hasOwn(params, name) ? params[name] : undefined;
      if (value === undefined) return place;
      return typeof value === 'number' ? number().format(value) : value;
    });
  };
}
