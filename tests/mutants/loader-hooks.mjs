import { appendFileSync } from 'node:fs';

/** @type {{ stamp: string, patches: { url: string, find: string, replace: string }[] } | null} */
let mutant = null;

export function initialize(/** @type {string} */ json) {
  mutant = json === '' ? null : JSON.parse(json);
}

export async function load(
  /** @type {string} */ url,
  /** @type {import('node:module').LoadHookContext} */ context,
  /** @type {(url: string, context: import('node:module').LoadHookContext) => Promise<import('node:module').LoadFnOutput>} */ nextLoad,
) {
  const loaded = await nextLoad(url, context);
  const [path] = url.split('?', 1);
  const patches = mutant?.patches.filter((patch) => patch.url === path) ?? [];
  if (patches.length === 0) return loaded;
  let source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source ?? undefined);
  for (const { find, replace } of patches) {
    const parts = source.split(find);
    if (parts.length !== 2) throw new Error(`A patch of ${path} matches ${parts.length - 1} times instead of once:\n${find}`);
    source = parts.join(replace);
  }
  // Whoever started this run looks whether its mutant was really there.
  appendFileSync(mutant.stamp, `${path}\n`);
  return { ...loaded, source };
}
