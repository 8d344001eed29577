import path from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const KIB = 1_024;

it('host/ adds at most 6 KiB of ours to a shell, and imports nothing but the federation runtime', async () => {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      lib: { entry: 'host/index.ts', formats: ['es'], fileName: 'host' },
      rollupOptions: { external: [/^[^./]/] },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as { output: { type: string; code: string; imports: string[] }[] };
  const chunks = output.filter(({ type }) => type === 'chunk');
  expect(chunks.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0)).toBeLessThanOrEqual(6 * KIB);
  expect(chunks.flatMap(({ imports }) => imports)).toEqual(['@module-federation/runtime']);
});
