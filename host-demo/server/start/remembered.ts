/** What a start leaves in the data folder for the next one: the ports it got, and where it can be reached while it runs. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../db/folder.ts';

const ports = z.object({ port: z.number().int(), remotePort: z.number().int() });
const running = z.object({ pid: z.number().int(), url: z.string(), instance: z.string() });

export type Ports = z.infer<typeof ports>;
export type Running = z.infer<typeof running>;

/** A file that is missing, cut or of another shape is no memory, never an error: a killed start must not stop the next. */
async function read<T>(path: string, shape: z.ZodType<T>): Promise<T | null> {
  try {
    return shape.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all, so that a reader never sees half a file. */
async function write(path: string, value: object): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(value)}\n`);
  await rename(`${path}.new`, path);
}

export const rememberedPorts = (dataDir: string): Promise<Ports | null> => read(join(dataDir, 'ports.json'), ports);

export async function rememberPorts(dataDir: string, value: Ports): Promise<void> {
  await makeFolder(dataDir);
  await write(join(dataDir, 'ports.json'), value);
}

export const writeRunning = (dataDir: string, value: Running): Promise<void> => write(join(dataDir, 'running.json'), value);

export const forgetRunning = (dataDir: string): Promise<void> => rm(join(dataDir, 'running.json'), { force: true });

const ASK_MS = 1500;

/** The server that runs on this data folder now, or null. It is asked, because its file outlives a kill -9. */
export async function findRunning(dataDir: string): Promise<Running | null> {
  const known = await read(join(dataDir, 'running.json'), running);
  if (known === null) return null;
  try {
    const response = await fetch(`${known.url}/config.json`, { signal: AbortSignal.timeout(ASK_MS) });
    const answer: unknown = await response.json();
    return z.object({ instance: z.literal(known.instance) }).safeParse(answer).success ? known : null;
  } catch {
    return null;
  }
}
