/** Releases of a small stand-in remote, built, listed and hashed as real ones are. */
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pluginModuleFederation } from '@module-federation/rsbuild-plugin';
import { createRsbuild, type EnvironmentConfig, type RsbuildConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { isolatedContainer, reactContainer } from '../../module-federation.config.ts';
import { assertVouched } from '../../scripts/release/build.ts';
import { INTEGRITY, integrityOf } from '../../scripts/release/integrity.ts';
import { temporary } from '../../scripts/release/release.kit.ts';
import { buildCopy, change, copyOfSources } from '../federation/copy-of-sources.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** `evaluate`: throws when its code starts; `mount`: when it is first drawn; `later`: five seconds after that. */
export type VersionFault = '' | 'evaluate' | 'mount' | 'later';

const EXPOSES = {
  react: {
    './AICustomerServiceDemo': './tests/releases/remote/page.tsx',
    './FloatingChatButton': './tests/releases/remote/launcher.tsx',
    './configure': './tests/releases/remote/configure.ts',
  },
  isolated: { './mount': './tests/releases/remote/mount.ts' },
} as const;
const CONTAINERS = { react: reactContainer, isolated: isolatedContainer };

function environment(name: keyof typeof EXPOSES, version: string, fault: VersionFault, folder: string): EnvironmentConfig {
  const container = { ...CONTAINERS[name](version), exposes: EXPOSES[name] };
  return {
    plugins: [pluginModuleFederation(container, { environment: name })],
    source: {
      entry: {},
      define: { 'process.env.RELEASE_VERSION': JSON.stringify(version), 'process.env.RELEASE_FAULT': JSON.stringify(fault) },
    },
    output: { assetPrefix: 'auto', distPath: { root: path.join(folder, name) }, polyfill: 'off' },
    tools: {
      rspack: {
        output: {
          crossOriginLoading: 'anonymous',
          uniqueName: `stand_in_${name}_${version}`,
          chunkLoadingGlobal: `chunk_stand_in_${name}_${version}`,
          chunkLoadTimeout: 1_500,
        },
      },
      htmlPlugin: false,
    },
  };
}

/** @returns the folder of the release, with the builds for pages with React 19 and for any other. */
export async function buildStandIn(version: string, fault: VersionFault = ''): Promise<string> {
  const folder = temporary('stand-in');
  process.env.MF_BUILD_VERSION = version;
  const config = {
    mode: 'production',
    logLevel: 'error',
    plugins: [pluginReact()],
    security: { sri: { enable: true, algorithm: 'sha384' } },
    performance: { printFileSize: false, chunkSplit: { strategy: 'custom', splitChunks: { chunks: 'async', minSize: 20_000 } } },
    environments: {
      react: environment('react', version, fault, folder),
      isolated: environment('isolated', version, fault, folder),
    },
  } as RsbuildConfig;
  const rsbuild = await createRsbuild({ cwd: root, config });
  const { close } = await rsbuild.build();
  await close();
  delete process.env.MF_BUILD_VERSION;
  return sealed(folder, version);
}

export const copyOf = (folder: string): string => {
  const copy = temporary('origin');
  cpSync(folder, copy, { recursive: true });
  return copy;
};

/** The chat itself in this version, whose field says so; without types. */
export async function buildReal(version: string, label: string): Promise<string> {
  const copy = copyOfSources();
  change(copy, 'src/i18n/catalogue.ts', "'composer.label': 'Message'", `'composer.label': '${label}'`);
  const numbers = { BUILD_VERSION: version, MF_BUILD_VERSION: version };
  Object.assign(process.env, numbers);
  await buildCopy(copy, ['react', 'isolated']);
  for (const name of Object.keys(numbers)) delete process.env[name];
  return sealed(path.join(copy, 'dist'), version);
}

function sealed(folder: string, version: string): string {
  for (const name of ['react', 'isolated']) assertVouched(path.join(folder, name));
  const about = { version, react: '^19.0.0', protocol: 1, features: ['mount'] };
  writeFileSync(path.join(folder, 'release.json'), JSON.stringify(about));
  writeFileSync(path.join(folder, INTEGRITY), JSON.stringify(integrityOf(folder, version)));
  return folder;
}
