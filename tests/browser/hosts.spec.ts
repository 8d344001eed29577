import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from '@playwright/test';
import { buildProject, copyProject } from '../federation/hosts/build-project.ts';
import { projects } from '../federation/hosts/projects.ts';
import { type Served, serveRemote, serveShop } from '../federation/hosts/serve.ts';
import { visitUsable } from '../federation/hosts/visit.ts';

/** Of the projects below `tests/federation/hosts` those of HTML; `npm run test:hosts` opens all, with packages of their own. */
const pages = {
  embed: { 'index.html': 'docs/INTEGRATION.md, one-call.html', 'element.html': 'docs/INTEGRATION.md, one-element.html' },
  'plain-html': { 'index.html': 'docs/INTEGRATION.md, no-runtime.html' },
  'plain-html-runtime': { 'index.html': 'plain HTML with the runtime' },
};
const packages = path.resolve(import.meta.dirname, '../../node_modules');
let folder: string;
let remote: Served;
let shop: Served;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chat-html-'));
  remote = await serveRemote(['isolated', 'esm']);
  for (const project of projects.filter(({ name }) => name in pages)) {
    const copy = await copyProject(project, remote.url);
    await symlink(packages, path.join(copy, 'node_modules'), 'junction');
    if (project.output !== '.') await buildProject(copy);
    await cp(path.join(copy, project.output), path.join(folder, project.name), {
      recursive: true,
      filter: (one) => !one.endsWith('node_modules'),
    });
    await rm(copy, { recursive: true, force: true });
  }
  shop = await serveShop(folder);
});
test.afterAll(async () => {
  await remote.close();
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});

for (const [project, names] of Object.entries(pages))
  for (const [name, what] of Object.entries(names))
    test(`${what}: a question is asked and answered`, ({ browser }) => visitUsable(browser, `${shop.url}/${project}/${name}`));
