// @vitest-environment jsdom
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { defaultBaseConfig } from '@chakra-ui/react/preset-base';
import { createSystem, type SystemConfig } from '@chakra-ui/react/styled-system';
import { describe, expect, it, vi } from 'vitest';
import type { Recipe } from './styled.tsx';
import { system } from './system.ts';

type Styles = Recipe<Readonly<Record<string, Readonly<Record<string, object>>>>>;
const recipes: Styles[] = [];
vi.mock('./styled.tsx', () => ({
  styled(_tag: string, recipe: Styles) {
    recipes.push(recipe);
    return () => null;
  },
}));

/** Of Chakra's whole set only: it is for a `bg` that speaks of itself, which none of ours does. */
const UNREAD = '--bg-currentcolor';
const withoutUnread = (text: string): string => text.replaceAll(new RegExp(`"${UNREAD}":"[^"]*",?`, 'gu'), '').replaceAll(',}', '}');

const { utilities: _, ...own } = system()._config as SystemConfig;
const whole = createSystem(defaultBaseConfig, own);

/** Everything a recipe can come to: its base, and each choice of each variant. */
function* stylesOf({ base = {}, variants = {}, compoundVariants = [] }: Styles): Generator<object> {
  yield base;
  for (const choices of Object.values(variants)) yield* Object.values(choices);
  for (const { css } of compoundVariants) yield css as object;
}

describe('the utilities of the system', () => {
  it('make of every style of ours what the whole set of Chakra makes of it', async () => {
    const folder = path.resolve(import.meta.dirname, '..');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!\.test|\.testing|\.kit)\.tsx$/u.test(file),
    );
    for (const file of files) await import(/* @vite-ignore */ path.join(folder, file));
    const styles = recipes.flatMap((recipe) => [...stylesOf(recipe)]);
    expect(styles.length).toBeGreaterThan(300);
    // As text: the order counts.
    const [ours, theirs] = [system(), whole].map(({ css }) => styles.map((style) => withoutUnread(JSON.stringify(css(style)))));
    expect(ours).toEqual(theirs);
  });

  it('leave the reset and the variables as they are', () => {
    expect(system()._global).toEqual(whole._global);
  });
});
