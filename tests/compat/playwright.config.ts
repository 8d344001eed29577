import { defineConfig } from '@playwright/test';
import shared from '../../playwright.config.ts';

export default defineConfig({
  testDir: import.meta.dirname,
  timeout: 120_000,
  expect: shared.expect ?? {},
  workers: 1,
  reporter: 'list',
  outputDir: '../../test-results/compat',
  use: shared.use ?? {},
});
