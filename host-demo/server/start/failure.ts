import { ConfigError } from '../config.ts';
import { DatabaseUnavailable } from '../db/database.ts';

/** What a person reads when a start fails: one sentence per mistake, no stack. */
export function explainFailure(error: unknown, dataDir: string | null): string {
  if (error instanceof ConfigError) return error.problems.join('\n');
  // Its cause may have the code of a name that was not found, which is not HOST's.
  if (error instanceof DatabaseUnavailable) return error.message;
  const code = codeOf(error);
  const folder = dataDir ?? 'the data folder';
  if (code === 'ENOSPC') return `The disk is full: make room for ${folder}, or set DATA_DIR to a folder on another disk.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `No permission to write ${folder}: change its owner, or set DATA_DIR to another folder.`;
  if (code === 'EROFS') return `${folder} lies on a read-only disk: set DATA_DIR to another folder.`;
  if (code === 'ENOTDIR' || code === 'EEXIST') return `DATA_DIR="${folder}" is a file, not a folder.`;
  if (code === 'ENAMETOOLONG') return 'DATA_DIR has a name longer than the system allows: set it to another folder.';
  if (code === 'EADDRINUSE') return 'The port was taken by another program in this moment: start again.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'HOST is no address of this machine: leave it out to listen on 127.0.0.1.';
  return error instanceof Error ? error.message : String(error);
}

/** The system's error code, also when the database wrapped it. */
function codeOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    // PGlite reports by the numbers of WASI, where 51 is "no space left".
    if (/no space left|ENOSPC|errno: 51\b/i.test(at.message)) return 'ENOSPC';
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return null;
}
