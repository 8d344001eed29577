/** Calls into another process of the bench and back, over Node's own channel between a process and the one that started it. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Handlers = Record<string, (argument: never) => unknown>;

interface Call {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}
interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly fault?: string;
}

/** Answers calls by name. The process ends with the one that started it. */
export function serve(handlers: Handlers): void {
  process.on('message', async (message) => {
    const { id, name, argument } = message as Call;
    const reply: Reply = await Promise.resolve()
      .then(() => (handlers[name] as ((argument: unknown) => unknown) | undefined)?.(argument))
      .then(
        (value) => ({ id, value }),
        (error: unknown) => ({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
    process.send?.(reply);
  });
  process.once('disconnect', () => process.exit(0));
}

/** What a process that `serve`s `Served` looks like from here. */
export type Remote<Served extends Handlers> = {
  readonly [Name in keyof Served]: Parameters<Served[Name]> extends []
    ? () => Promise<Awaited<ReturnType<Served[Name]>>>
    : (argument: Parameters<Served[Name]>[0]) => Promise<Awaited<ReturnType<Served[Name]>>>;
} & { readonly end: () => Promise<void> };

const END_MS = 10_000;

/**
 * Starts a file of this folder as a process.
 * @param args of its command line.
 */
export function start<Served extends Handlers>(file: string, args: readonly string[] = []): Remote<Served> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--expose-gc', '--import', 'tsx'] });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let calls = 0;
  child.on('message', (message) => {
    const { id, value, fault } = message as Reply;
    const call = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) call?.resolve(value);
    else call?.reject(new Error(`${file}: ${fault}`));
  });
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended (${signal ?? code}) with calls unanswered.`));
    waiting.clear();
  });
  const call = (name: string, argument: unknown) =>
    new Promise((resolve, reject) => {
      waiting.set(++calls, { resolve, reject });
      child.send({ id: calls, name, argument } satisfies Call);
    });
  return new Proxy({} as Remote<Served>, {
    get: (_, name) => {
      if (name === 'then') return undefined;
      return name === 'end' ? () => end(child) : (argument: unknown) => call(String(name), argument);
    },
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), END_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.disconnect();
  });
}
