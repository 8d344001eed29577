import { rm } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { buildSnippet, buildStandInRemote } from '../federation/build.ts';
import { startRemote, startShell } from './support/servers.ts';

test('the snippet of the integration guide runs over the federated module', async ({ page }) => {
  const [pageFolder, remoteFolder] = [await buildSnippet(), await buildStandInRemote()];
  const remote = await startRemote(remoteFolder);
  const shell = await startShell(pageFolder, () => ({ remoteManifest: `${remote.url}/mf-manifest.json`, graphql: '/graphql' }));
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  try {
    await page.goto(shell.url);
    const chat = page.locator('[data-remote="AIChatInterface"]');
    await expect(chat).toContainText('"userId":"user-id-from-auth"');
    await expect(chat).toContainText('"useWebSocket":true');
    await chat.getByRole('button', { name: 'clicked 0' }).click();
    await expect.poll(() => logged).toContain('escalated: asked for a person in c-1');
  } finally {
    await Promise.all([
      remote.close(),
      shell.close(),
      ...[pageFolder, remoteFolder].map((folder) => rm(folder, { recursive: true, force: true })),
    ]);
  }
});
