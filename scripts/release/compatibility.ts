/** A break without a major step stops the release: what is compared with what, and what it says. */
import { removals } from './api-report.ts';
import { type Documents, refusedDocuments, schemaChanges } from './schema-fit.ts';
import { typeChanges } from './type-fit.ts';
import { isMajorStep } from './version.ts';

/** What is kept of a release to compare with. */
export interface Recorded {
  readonly version: string;
  readonly api: string;
  readonly schema: string;
  readonly documents: Documents;
}

export interface Findings {
  /** Nothing excuses these: a document its own schema refuses. */
  readonly wrong: readonly string[];
  readonly breaks: readonly string[];
  readonly notes: readonly string[];
}

/** @param earlier every release a channel may still give, newest first; the first one's types are compared. */
export async function compare(now: Omit<Recorded, 'version'>, earlier: readonly Recorded[]): Promise<Findings> {
  const wrong = refusedDocuments(now.schema, now.documents).map((line) => `The schema refuses our own document ${line}`);
  const [last] = earlier;
  if (!last) return { wrong, breaks: [], notes: [] };
  const asked = earlier.flatMap(({ version, documents }) =>
    refusedDocuments(now.schema, documents).map((line) => `The schema refuses a document of ${version}: ${line}`),
  );
  const ahead = refusedDocuments(last.schema, now.documents).map(
    (line) => `A server with the schema of ${last.version} refuses our document ${line}`,
  );
  const changes = schemaChanges(last.schema, now.schema);
  const types = await typeChanges(last.api, now.api);
  return {
    wrong,
    breaks: [
      ...removals(last.api, now.api),
      ...types.map((line) => `types: ${line}`),
      ...asked,
      ...ahead,
      ...changes.breaking.map((line) => `schema: ${line}`),
    ],
    notes: changes.dangerous.map((line) => `schema: ${line}`),
  };
}

/** @throws Error that names each break, unless the version says that it breaks. */
export function assertAllowed(version: string, last: string | null, { wrong, breaks }: Findings): void {
  const list = (lines: readonly string[]) => lines.map((line) => `  - ${line}`).join('\n');
  if (wrong.length > 0) throw new Error(`This cannot be released:\n${list(wrong)}`);
  if (breaks.length === 0 || last === null || isMajorStep(last, version)) return;
  throw new Error(
    `${version} would be given to everybody who has ${last}, and breaks what it promised:\n${list(breaks)}\nTake it back, or release a major version (in 0.x: the second number).`,
  );
}
