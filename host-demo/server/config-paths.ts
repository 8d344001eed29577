import { statSync } from 'node:fs';
import { ConfigError, type ServerConfig } from './config.ts';
import { readTrustedDocuments } from './http/trusted-documents.ts';

/**
 * What the variables point at, looked at before anything is opened or built.
 * @throws ConfigError with one sentence per mistake.
 */
export function checkPaths({ knowledgeDir, trustedDocuments }: ServerConfig): void {
  const problems: string[] = [];
  if (knowledgeDir !== null && !statSync(knowledgeDir, { throwIfNoEntry: false })?.isDirectory())
    problems.push(`KNOWLEDGE_DIR="${knowledgeDir}" is no folder: name one with .md articles, or leave it out for the server's own.`);
  if (trustedDocuments !== null) {
    try {
      readTrustedDocuments(trustedDocuments);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
}
