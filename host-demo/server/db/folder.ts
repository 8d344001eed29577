import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Creates a folder and those above it. Node's own recursive form never returns where the system answers "no such folder" about a
 * folder that is there, as /proc does.
 * @throws an Error whose message says what to do, or the system's own (EACCES, ENOSPC, EROFS, ENOTDIR).
 */
export async function makeFolder(folder: string): Promise<void> {
  const problem = await create(folder);
  if (problem === 'EEXIST') {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(`${folder} is a file.`), { code: 'ENOTDIR' });
  } else if (problem === 'ENOENT') {
    const above = dirname(folder);
    if (above === folder || (await exists(above))) throw cannot(folder);
    await makeFolder(above);
    // Another process may have made it meanwhile.
    if ((await create(folder)) === 'ENOENT') throw cannot(folder);
  }
}

/** What stood in the way, of the two things that can be dealt with. */
async function create(folder: string): Promise<'EEXIST' | 'ENOENT' | undefined> {
  try {
    await mkdir(folder);
    return undefined;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST' || code === 'ENOENT') return code;
    throw error;
  }
}

function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

function cannot(folder: string): Error {
  return new Error(`The folder ${folder} cannot be created there: set DATA_DIR to another folder.`);
}
