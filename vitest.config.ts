import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [
      { find: '@', replacement: path.join(import.meta.dirname, 'host-demo/shell') },
      // Vite would take graphql's ES build and Node the other one for the packages around it: two realms of one library.
      { find: /^graphql$/, replacement: path.join(import.meta.dirname, 'node_modules/graphql/index.js') },
    ],
  },
  test: {
    include: [
      'src/**/*.test.{ts,tsx}',
      'host/**/*.test.{ts,tsx}',
      'host-demo/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'tests/**/*.test.{ts,tsx}',
      'bench/**/*.test.ts',
    ],
    setupFiles: ['tests/support/grammar.ts', 'tests/support/patience.ts'],
    // What takes long (`*.all.test.ts`) runs with `npm run test:all` only.
    exclude: ['**/node_modules/**', 'dist/**', 'tests/browser/**', ...(process.env.TEST_ALL ? [] : ['**/*.all.test.ts'])],
    // Files start PGlite and servers: two at a time is what two cores carry.
    maxWorkers: 2,
    // Not a budget: a machine that does ten things at once still ends here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
