import { defineConfig } from '@playwright/test';

/** Specs that hold something to a time: nothing else runs beside them. */
const TIMED = /\/(?:inp|line|line-panel|main-job|outbox|shift)\.spec\.ts$/u;

export default defineConfig({
  testDir: 'tests/browser',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // scripts/test.ts runs one project after the other: on two cores `beside` has two workers, which mostly wait.
  projects: [
    { name: 'timed', testMatch: TIMED, outputDir: 'test-results/timed' },
    { name: 'beside', testMatch: '**/*.spec.ts', testIgnore: TIMED, outputDir: 'test-results/beside' },
  ],
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON ?? 'test-results/browser.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      // The sandbox needs a user namespace that containers and root do not have.
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
});
