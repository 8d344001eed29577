import type { SystemContext, SystemStyleObject } from '@chakra-ui/react/styled-system';
import { css, __unsafe_useEmotionCache as useEmotionCache } from '@emotion/react';
import { type ComponentProps, type ElementType, type ReactNode, useInsertionEffect } from 'react';
import { system } from './system.ts';

type Styles = ReturnType<typeof css>;
type Cache = NonNullable<ReturnType<typeof useEmotionCache>>;

type Variants = Readonly<Record<string, Readonly<Record<string, SystemStyleObject>>>>;
/** The values a variant takes: those named `true` and `false` are booleans. */
type ValueOf<Names> = Names extends 'true' | 'false' ? boolean : Names;
type Choice<V> = { readonly [Name in keyof V]?: ValueOf<keyof V[Name]> | undefined };

export interface Recipe<V> {
  readonly base?: SystemStyleObject;
  readonly variants?: V;
  readonly compoundVariants?: readonly (Choice<V> & { readonly css: SystemStyleObject })[];
  readonly defaultVariants?: Choice<V>;
}

/** `as`: another element with the same styles. */
export type StyledProps<Tag extends ElementType, V> = Omit<ComponentProps<Tag>, keyof V | 'as'> & Choice<V> & { readonly as?: ElementType };

type Chosen = Readonly<Record<string, unknown>>;

/** The styles of a recipe, worked out at the first use of each choice of variants. */
function stylesOf(recipe: Recipe<Variants>): (chosen: Chosen, key: string) => Styles {
  const known = new Map<string, Styles>();
  let resolve: ((chosen: Chosen) => SystemStyleObject) | null = null;
  return (chosen, key) => {
    const found = known.get(key);
    if (found) return found;
    resolve ??= system().cva(recipe as Parameters<SystemContext['cva']>[0]) as (chosen: Chosen) => SystemStyleObject;
    const made = css(resolve(chosen) as Parameters<typeof css>[0]);
    known.set(key, made);
    return made;
  };
}

/** Styles handed in by a styled component around this one come last, within one rule: whichever was inserted first. */
function withOuter(cache: Cache, own: Styles, className: string): { styles: Styles; others: string } {
  const names = className.split(' ');
  const outer = names.filter((name) => cache.registered[name] !== undefined);
  if (outer.length === 0) return { styles: own, others: className };
  const rules = outer.map((name) => `${cache.registered[name]};`);
  return { styles: css([own, ...rules]), others: names.filter((name) => !outer.includes(name)).join(' ') };
}

function insert(cache: Cache, styles: Styles, plain: boolean): void {
  const name = `${cache.key}-${styles.name}`;
  if (!plain) cache.registered[name] ??= styles.styles;
  if (cache.inserted[styles.name] === undefined) cache.insert(`.${name}`, styles, cache.sheet, true);
}

/**
 * An element with the system's styles: as Chakra's own factory, but what it looks like is worked out once for each choice of
 * variants and not for every element that is mounted, which was more than a third of what a message cost.
 */
export function styled<Tag extends ElementType, const V extends Variants = Record<never, never>>(
  tag: Tag,
  recipe: Recipe<V>,
): (props: StyledProps<Tag, V>) => ReactNode {
  const names = Object.keys(recipe.variants ?? {});
  const lookUp = stylesOf(recipe as Recipe<Variants>);
  return function Styled({ as, ...given }: StyledProps<Tag, V>): ReactNode {
    const cache = useEmotionCache();
    if (cache === null) throw new Error('A styled element stands outside of ScopedRoot, which brings the place for its styles.');
    const { className = '', ...rest } = given as Record<string, unknown> & { className?: string };
    const chosen: Record<string, unknown> = {};
    let key = '';
    for (const name of names) {
      chosen[name] = rest[name];
      key += `${String(rest[name])} `;
      delete rest[name];
    }
    const own = lookUp(chosen, key);
    const { styles, others } = className === '' ? { styles: own, others: '' } : withOuter(cache, own, className);
    const Element: ElementType = as ?? tag;
    const plain = typeof Element === 'string';
    // Known to what lies within before it is drawn: an inner component puts these styles into its own rule.
    if (!plain) cache.registered[`${cache.key}-${styles.name}`] ??= styles.styles;
    useInsertionEffect(() => insert(cache, styles, plain), [cache, styles, plain]);
    const name = `${cache.key}-${styles.name}`;
    return <Element {...rest} className={others === '' ? name : `${others} ${name}`} />;
  };
}
