/** The public types as a package of their own, for shells that want no more of the remote than that: `dist/types`. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const ENTRY = 'src/expose/about.ts';

/** @throws Error with the compiler's words when the public types do not compile. */
export async function writeTypesPackage(folder: string, release?: string): Promise<void> {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const work = mkdtempSync(path.join(root, '.cache', 'types-'));
  try {
    const compilerOptions = {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: folder,
      rootDir: path.join(root, 'src/expose'),
    };
    const config = { extends: '../../tsconfig.json', compilerOptions, include: [path.join(root, ENTRY)], exclude: [] };
    writeFileSync(path.join(work, 'tsconfig.json'), JSON.stringify(config));
    const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', work]).catch((error: { stdout?: string }) => {
      throw new Error(`The public types do not compile:\n${error.stdout ?? String(error)}`);
    });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    // The files beside it are declarations now; their sources are not in the package.
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/(from '\.\/[\w-]+)\.ts'/gu, "$1.js'"));
  }
  const { version, license } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const manifest = {
    name: 'ai-cs-agent-types',
    version: release ?? version,
    license,
    type: 'module',
    types: './about.d.ts',
    exports: { '.': { types: './about.d.ts' } },
  };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
