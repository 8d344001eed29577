import { defineConfig } from '@playwright/test';
import shared from '../../playwright.config.ts';

/** Where the results are summed up with others. */
const report = process.env.PLAYWRIGHT_JSON;

export default defineConfig({
  testDir: import.meta.dirname,
  timeout: 120_000,
  expect: shared.expect ?? {},
  workers: 1,
  reporter: [['list'], ...(report ? [['json', { outputFile: report }] as const] : [])],
  outputDir: '../../test-results/compat',
  use: shared.use ?? {},
});
