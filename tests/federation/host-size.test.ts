import path from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const KIB = 1_024;

interface Chunk {
  readonly type: string;
  readonly fileName: string;
  readonly code: string;
  readonly isEntry: boolean;
  readonly imports: string[];
  readonly dynamicImports: string[];
}

it('host/ adds at most 6 KiB of ours to a shell, 16 more where it names a registry, and imports nothing but the federation runtime', async () => {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: 'host/index.ts', formats: ['es'], fileName: 'host' },
      // Spaces too, as the build of a shell does and that of a library does not.
      rolldownOptions: { external: [/^[^./]/], output: { minify: true } },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as unknown as { output: Chunk[] };
  const chunks = output.filter(({ type }) => type === 'chunk');
  const ours = (chunk: Chunk | undefined): Chunk[] =>
    chunk ? [chunk, ...chunk.imports.flatMap((name) => ours(chunks.find(({ fileName }) => fileName === name)))] : [];
  const first = new Set(ours(chunks.find(({ isEntry }) => isEntry)));
  const later = chunks.filter((chunk) => !first.has(chunk));
  const bytes = (of: Iterable<Chunk>) => [...of].reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
  expect(first.size).toBeGreaterThan(0);
  expect(bytes(first)).toBeLessThanOrEqual(6 * KIB);
  expect(later.length).toBe(1);
  expect(bytes(later)).toBeLessThanOrEqual(16 * KIB);
  const names = new Set(chunks.map(({ fileName }) => fileName));
  const foreign = chunks.flatMap(({ imports }) => imports).filter((name) => !names.has(name));
  expect([...new Set(foreign)]).toEqual(['@module-federation/runtime']);
});
