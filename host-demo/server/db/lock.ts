import { createHash, randomUUID } from 'node:crypto';
import { open, realpath, rm, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './folder.ts';

/** Another live process has this data folder. The message says which folder, which process and what to do. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';
  /** Process id of the one that has it, or "unknown". */
  readonly holder: string;

  constructor(message: string, holder: string) {
    super(message);
    this.holder = holder;
  }
}

export interface FolderLock {
  release(): Promise<void>;
}

/** A socket's path may have 104 bytes with the ending NUL on macOS and the BSDs, 108 on Linux. */
const longestSocketPath = 103;
/** A takeover takes milliseconds; a mark older than this was left by a process that died in the middle of one. */
const takeoverMs = 5_000;

/**
 * Holds the folder for this process until released or dead. A listening socket is the lock because the kernel ends it with its
 * process, `kill -9` included, which no file does; its name is a hash of the folder's real path, so every way to spell the folder
 * meets the same lock. Creates the folder. Throws `DataFolderInUse`.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await makeFolder(folder);
  const path = socketPath(await realpath(folder));
  const deadline = Date.now() + 2 * takeoverMs;
  while (Date.now() < deadline) {
    const server = await listen(path);
    if (server !== undefined) return { release: () => close(server) };
    const holder = await askHolder(path);
    if (holder !== undefined) throw inUse(folder, holder);
    if (!(await takeOver(path))) await sleep(50);
  }
  throw inUse(folder, 'unknown');
}

function socketPath(realFolder: string): string {
  const name = `ai-cs-agent-${createHash('sha256').update(realFolder).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const path = join(tmpdir(), `${name}.sock`);
  return Buffer.byteLength(path) <= longestSocketPath ? path : join('/tmp', `${name}.sock`);
}

function inUse(folder: string, holder: string): DataFolderInUse {
  return new DataFolderInUse(
    `The data folder ${folder} is in use by another server (process ${holder}). ` +
      'Two servers on one folder would lose data: stop the other one, or set DATA_DIR to another folder.',
    holder,
  );
}

/** Undefined when something is at that path already. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error)));
    server.listen(path, () => {
      // The lock alone must not keep a process alive that has nothing left to do.
      server.unref();
      resolve(server);
    });
  });
}

/** The holder's process id; undefined when nobody listens behind the path any more. */
function askHolder(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let answer = '';
    let connected = false;
    socket.setTimeout(1_000, () => socket.destroy());
    socket.on('connect', () => (connected = true));
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.on('error', () => socket.destroy());
    // A holder too busy to answer is still a holder.
    socket.on('close', () => resolve(connected ? answer || 'unknown' : undefined));
  });
}

/**
 * Removes the socket of a dead process. Only the one that makes the mark may: of two that both saw a dead socket, the slower would
 * otherwise remove the living socket of the faster.
 */
async function takeOver(path: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const mark = `${path}.takeover`;
  try {
    const file = await open(mark, 'wx');
    try {
      await file.writeFile(randomUUID());
      if ((await askHolder(path)) === undefined) await rm(path, { force: true });
    } finally {
      await file.close();
      await rm(mark, { force: true });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const age = await stat(mark).then(
      (entry) => Date.now() - entry.mtimeMs,
      () => 0,
    );
    if (age > takeoverMs) await rm(mark, { force: true });
    return false;
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
