import { readFile } from 'node:fs/promises';
import path from 'node:path';

const guide = path.resolve(import.meta.dirname, '../../docs/INTEGRATION.md');

/** The code blocks of docs/INTEGRATION.md by the file name that a comment in their first line gives them. */
export async function guideFiles(): Promise<Map<string, string>> {
  const text = await readFile(guide, 'utf8');
  const blocks = text.matchAll(/```(?:tsx|vue|html)\n(?:\/\/ (\S+)|<!-- (\S+) -->)\n([\s\S]*?)```/g);
  return new Map([...blocks].map(([, script, page, code]) => [script ?? page ?? '', code ?? '']));
}
