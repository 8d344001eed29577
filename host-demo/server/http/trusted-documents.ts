import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DocumentNode, parse, print } from 'graphql';

/** The documents a deployment's clients send; any other is refused, on both transports (H40, H45). */
export interface TrustedDocuments {
  allows(document: DocumentNode): boolean;
}

/** Equal for documents that differ in nothing but white space and comments. */
function fingerprint(document: DocumentNode): string {
  return createHash('sha256').update(print(document)).digest('hex');
}

export function trustDocuments(sources: readonly string[]): TrustedDocuments {
  const listed = new Set(sources.map((source) => fingerprint(parse(source, { noLocation: true }))));
  // The engine keeps parsed documents, so each is judged once.
  const judged = new WeakMap<DocumentNode, boolean>();
  return {
    allows(document) {
      const allowed = judged.get(document) ?? listed.has(fingerprint(document));
      judged.set(document, allowed);
      return allowed;
    },
  };
}

const OWN = new URL('../generated/documents.json', import.meta.url);
const RELEASES = new URL('../../../releases/', import.meta.url);

/**
 * The documents of the chat itself: today's, and those of every release a channel may still give (F51).
 * @param releases folder of their records, with `/` at its end.
 */
export function ownDocuments(releases: URL = RELEASES): readonly string[] {
  const recorded = existsSync(releases) ? readdirSync(releases).map((version) => new URL(`${version}/documents.json`, releases)) : [];
  const files = [OWN, ...recorded.filter((file) => existsSync(file))];
  return [...new Set(files.flatMap((file) => Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)))];
}

/**
 * @param path a JSON file: either a list of documents, or an object from any key (their hash, usually) to the document.
 * @throws with one sentence when the file can't be read or holds something else.
 */
export function readTrustedDocuments(path: string): TrustedDocuments {
  if (path === fileURLToPath(OWN)) return trustDocuments(ownDocuments());
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`TRUSTED_DOCUMENTS: ${path} can't be read as JSON (${error instanceof Error ? error.message : String(error)}).`);
  }
  const sources = Object.values(content ?? {});
  if (sources.length === 0 || !sources.every((source) => typeof source === 'string')) {
    throw new Error(`TRUSTED_DOCUMENTS: ${path} must hold a JSON list or object of GraphQL documents.`);
  }
  return trustDocuments(sources);
}
