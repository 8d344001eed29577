/**
 * Loaded before a command (`node --import`), it ends the process by SIGKILL at the KILL_AT-th change the command makes to its files,
 * as the loss of power or an impatient operator would: before the change, or in a write's middle. Nothing can run afterwards.
 */
import fs, { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env.KILL_AT);
const target = process.env.KILL_IN ?? '';

const CHANGES = ['mkdir', 'open', 'rename', 'rm', 'unlink', 'writeFile', 'link', 'utimes'] as const;
const open = promises as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;

for (const name of CHANGES) {
  const own = open[name];
  if (!own) continue;
  open[name] = async (...given) => {
    const [file, content] = given;
    if (typeof file === 'string' && file.startsWith(target)) {
      left -= 1;
      if (left === 0) {
        if (name === 'writeFile') {
          const bytes = Buffer.from(content as Uint8Array);
          fs.writeFileSync(file, bytes.subarray(0, bytes.length / 2));
        }
        process.kill(process.pid, 'SIGKILL');
      }
    }
    return own(...given);
  };
}
syncBuiltinESMExports();
