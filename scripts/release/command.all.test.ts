import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesIn, hashOf, INTEGRITY, type Integrity } from './integrity.ts';
import { type Release, readRecords } from './records.ts';
import { compareVersions } from './version.ts';

const root = path.resolve(import.meta.dirname, '../..');
const NEEDED = [
  'src',
  'host',
  'host-demo/shell',
  'scripts',
  'docs/INTEGRATION.md',
  'releases',
  'schema.graphql',
  'CHANGELOG.md',
  'package.json',
  'tsconfig.json',
];
const hashOfReport = (text: Buffer): string => createHash('sha256').update(text).digest('hex');
let folder: string;
/** Builds and compilers, on a machine that does other things at once. */
const PATIENT_MS = 240_000;

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...args], { cwd: folder, stdio: 'pipe' });
const commit = (subject: string) => {
  git('add', '--all');
  git('commit', '--quiet', '--message', subject);
};
const release = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/release/command.ts', ...args], { cwd: folder, encoding: 'utf8' });

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'chat-command-'));
  for (const name of [...NEEDED, 'rsbuild.config.ts', 'module-federation.config.ts'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  writeFileSync(path.join(folder, '.gitignore'), 'node_modules\n.cache\n.mf\n@mf-types\n');
  git('init', '--quiet');
  commit('feat: all of it');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it(
  'releases what is committed and nothing else, every file of it listed, and its record beside the others',
  () => {
    const [last] = readRecords(path.join(folder, 'releases'));
    writeFileSync(path.join(folder, 'stray.txt'), '');
    expect(release('--version', '9.0.0').stderr).toContain('?? stray.txt');
    rmSync(path.join(folder, 'stray.txt'));
    expect(release('--version', '9.0.0', '--output', 'docs').stderr).toContain('docs is not empty and holds no release');
    expect(existsSync(path.join(folder, 'docs/INTEGRATION.md'))).toBe(true);
    const { status, stderr } = release('--version', '9.0.0');
    expect(stderr).not.toMatch(/error/iu);
    expect(status).toBe(0);
    const built = path.join(folder, '.cache/releases/9.0.0');
    const { files } = JSON.parse(readFileSync(path.join(built, INTEGRITY), 'utf8')) as Integrity;
    expect(Object.keys(files)).toEqual(filesIn(built).filter((name) => name !== INTEGRITY));
    for (const environment of ['react/mf-manifest.json', 'isolated/mf-manifest.json', 'esm/embed.js', 'types/about.d.ts'])
      expect(files[environment]).toBe(hashOf(readFileSync(path.join(built, environment))));
    const said = JSON.parse(readFileSync(path.join(folder, 'releases/9.0.0/release.json'), 'utf8')) as Release;
    expect(said).toMatchObject({ version: '9.0.0', protocol: 1, react: '^19.0.0', commit: expect.stringMatching(/^[0-9a-f]{40}$/u) });
    expect(said.contract).toBe(hashOfReport(readFileSync(path.join(folder, 'releases/9.0.0/api.txt'))));
    expect(said.documents.length).toBeGreaterThan(10);
    for (const environment of ['react', 'isolated']) {
      const entry = readFileSync(path.join(built, environment, 'remoteEntry.js'), 'utf8');
      expect(entry).toContain(`ai_cs_agent_${environment}_9_0_0`);
      expect(entry).toContain(`chunk_ai_cs_agent_${environment}_9.0.0`);
    }
    expect(readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8')).toMatch(/^# Changelog\n\n## 9\.0\.0 /u);
    expect(existsSync(path.join(folder, 'releases', last?.version ?? '', 'api.txt'))).toBe(true);
    commit('chore(release): 9.0.0');
  },
  PATIENT_MS,
);

it(
  'stops at a break without a major version, says what broke, and takes it with one',
  () => {
    const [last] = readRecords(path.join(folder, 'releases'));
    expect(compareVersions(last?.version ?? '', '9.0.0')).toBe(0);
    const file = path.join(folder, 'src/expose/contract.ts');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('  suggestedMessage?: string;\n');
    writeFileSync(file, text.replace('  suggestedMessage?: string;\n', ''));
    const refused = release('--version', '9.1.0', '--check');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('no longer there: AIChatInterfaceProps.suggestedMessage');
    expect(release('--version', '10.0.0', '--check').stdout).toContain('10.0.0 can be released');
  },
  PATIENT_MS,
);
