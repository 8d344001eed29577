import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Article } from './article.ts';
import { FrontMatterError, type FrontMatterValue, parseFrontMatter } from './front-matter.ts';
import { parseRelated, parseSections } from './sections.ts';

/** Says which file (or folder) cannot be used, why, and what to do. */
export class KnowledgeError extends Error {
  readonly file: string;
  constructor(file: string, message: string) {
    super(`${file}: ${message}`);
    this.name = 'KnowledgeError';
    this.file = file;
  }
}

/** The articles that come with the server; `KNOWLEDGE_DIR` points at others. */
export const ownArticles: string = fileURLToPath(new URL('.', import.meta.url));

const MAX_BYTES = 1_000_000;

function single(file: string, key: string, value: FrontMatterValue | undefined): string {
  if (Array.isArray(value)) throw new KnowledgeError(file, `"${key}" is a list; write one line, "${key}: …"`);
  return (value ?? '').trim();
}

function checkedUrl(file: string, url: string): string {
  if (url === '') throw new KnowledgeError(file, 'has no "url" in its front matter; add "url: https://…", it is cited as the source');
  if (/^\/(?!\/)/.test(url)) return url;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new KnowledgeError(file, `"url" is not an http(s) address or a path that begins with /: ${url.slice(0, 80)}`);
  }
  return url;
}

/** Reads one article. @throws KnowledgeError that names the file and what is wrong in it. */
export function parseArticle(file: string, source: string): Article {
  try {
    const { values, body } = parseFrontMatter(source);
    const title = single(file, 'title', values.get('title')) || (/^#\s+(.+)$/m.exec(body)?.[1] ?? '').trim();
    if (title === '') throw new KnowledgeError(file, 'has no "title" in its front matter; add "title: …" between the --- lines');
    const url = checkedUrl(file, single(file, 'url', values.get('url')));
    const questions = values.get('questions') ?? [];
    const sections = parseSections(body, title);
    if (sections.length === 0) throw new KnowledgeError(file, 'has no text under its front matter');
    const asked = typeof questions === 'string' ? [questions].filter(Boolean) : questions;
    return { id: basename(file).replace(/\.(md|markdown)$/i, ''), title, url, questions: asked, related: parseRelated(body), sections };
  } catch (error) {
    if (error instanceof FrontMatterError) throw new KnowledgeError(file, error.message);
    throw error;
  }
}

async function markdownFiles(directory: string): Promise<string[]> {
  const found = await stat(directory).catch(() => null);
  if (!found?.isDirectory())
    throw new KnowledgeError(
      directory,
      'is not a folder that can be read; set KNOWLEDGE_DIR to a folder of .md articles, or leave it unset',
    );
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(md|markdown)$/i.test(entry.name) && !/^(readme|index|_.*)\.(md|markdown)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/**
 * Reads every article of a folder and its subfolders (`README.md`, `index.md` and `_*.md` are left out), in the order of their paths.
 * @throws KnowledgeError when the folder is missing or empty, a file is unreadable, or two files share a name or url.
 */
export async function loadArticles(directory: string = ownArticles): Promise<Article[]> {
  const files = await markdownFiles(directory);
  if (files.length === 0) throw new KnowledgeError(directory, 'holds no .md article');
  const articles: Article[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    const name = relative(directory, file);
    const source = await readFile(file);
    if (source.byteLength > MAX_BYTES) throw new KnowledgeError(name, `is larger than ${MAX_BYTES} bytes; split it into several articles`);
    const article = parseArticle(name, source.toString('utf8'));
    for (const key of [`name "${article.id}"`, `url "${article.url}"`]) {
      const other = seen.get(key);
      if (other !== undefined) throw new KnowledgeError(name, `has the same ${key} as ${other}; each article needs its own`);
      seen.set(key, name);
    }
    articles.push(article);
  }
  return articles;
}
