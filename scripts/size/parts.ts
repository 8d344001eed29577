import { SourceMap } from 'node:module';

/** Packages by what they are for; what is not named here is told by its own name. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/\/@(chakra-ui|emotion|pandacss)\/|^\/(stylis|react-is|hoist-non-react-statics)\//u, 'Chakra and emotion'],
  [/\/@tanstack\//u, 'TanStack Query'],
  [/^\/(react|react-dom|scheduler)\//u, 'react, react-dom'],
  [/\/(urql|@urql|wonka|graphql-ws|graphql-request|@0no-co)\//u, 'GraphQL clients'],
  [/\/@module-federation\//u, 'federation runtime'],
  [/\/(highlight\.js)\//u, 'highlight.js'],
];

/** Whose code a source is: a library by what it is for, ours by its folder, or what the bundler adds. */
export function partOf(source: string): string {
  const module = /node_modules\/(.*)$/u.exec(source);
  if (module) {
    const known = PARTS.find(([pattern]) => pattern.test(`/${module[1]}`));
    return known?.[1] ?? (/^(@[^/]+\/[^/]+|[^/]+)/u.exec(module[1] ?? '')?.[0] || 'other');
  }
  const own = /(?:^|\/)src\/([\w-]+)/u.exec(source);
  return own ? `ours: ${own[1]?.startsWith('runtime') ? 'runtime' : own[1]}` : 'bundler';
}

/** The share of each part in a minified file, 0 to 1 and 1 together, by its source map. */
export function partsOf(code: string, map: string): Map<string, number> {
  const payload = JSON.parse(map) as ConstructorParameters<typeof SourceMap>[0];
  const sources = new SourceMap(payload);
  const counts = new Map<string, number>();
  for (const [line, text] of code.split('\n').entries()) {
    // Entries lie some characters apart: asking at each fourth is as good as at each.
    for (let column = 0; column < text.length; column += 4) {
      const entry = sources.findEntry(line, column) as { originalSource?: string };
      const part = entry.originalSource ? partOf(entry.originalSource) : 'bundler';
      counts.set(part, (counts.get(part) ?? 0) + 1);
    }
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0) || 1;
  return new Map([...counts].map(([part, count]) => [part, count / all]));
}
