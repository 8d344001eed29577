import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TOKEN = /--chat-[a-z-]+/gu;

/**
 * The custom properties a shell may set: what the guide names is what a shell may count on, sorted.
 * @param sources folder of the code that must read each of them.
 * @throws Error that names those nothing there speaks of: setting them would do nothing.
 */
export function publicTokens(guide: string, sources: string): string[] {
  const named = [...new Set(guide.match(TOKEN))].sort();
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.(?:tsx?|css)$/u.test(name));
  const known = new Set(files.flatMap((name) => readFileSync(path.join(sources, name), 'utf8').match(TOKEN) ?? []));
  const idle = named.filter((name) => !known.has(name));
  if (idle.length > 0)
    throw new Error(`docs/INTEGRATION.md names ${idle.join(', ')}, and nothing in src reads it: take it from the guide, or give it back.`);
  return named;
}
