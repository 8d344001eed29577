import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadArticles, parseArticle } from './load.ts';

const GOOD =
  '---\ntitle: Feed the cat\nurl: https://pets.example/feed\nquestions: ["When does it eat?", How much food]\n---\n# Feed the cat\n\nYou feed it twice a day.\n\n### What to do\n\n1. Open a tin.\n2. Fill the bowl.\n';

describe('loading articles', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'articles '));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('reads the articles that come with the server, each with steps, limits and what to do when it fails', async () => {
    const articles = await loadArticles();
    expect(articles.length).toBeGreaterThanOrEqual(60);
    for (const article of articles) {
      const kinds = article.sections.map((section) => section.kind);
      expect(kinds, article.id).toContain('lead');
      expect(kinds, article.id).toContain('problems');
      expect(kinds.includes('limits') || kinds.includes('facts'), article.id).toBe(true);
    }
  });

  it("reads other people's headings, flow lists, CRLF and subfolders", async () => {
    await mkdir(join(directory, 'cats'));
    await writeFile(join(directory, 'cats', 'feed.md'), GOOD.replaceAll('\n', '\r\n'));
    await writeFile(join(directory, 'README.md'), 'not an article');
    const [article, ...others] = await loadArticles(directory);
    expect(others).toEqual([]);
    expect(article?.questions).toEqual(['When does it eat?', 'How much food']);
    expect(article?.sections.map((section) => [section.heading, section.kind])).toEqual([
      ['', 'lead'],
      ['What to do', 'steps'],
    ]);
  });

  it.each([
    ['no front matter', 'Just text.', /feed\.md: has no "title"/],
    ['no url', '---\ntitle: A\n---\nText', /feed\.md: has no "url"/],
    ['an address that is none', '---\ntitle: A\nurl: javascript:alert(1)\n---\nText', /feed\.md: "url" is not an http/],
    ['front matter never closed', '---\ntitle: A\n', /feed\.md: the front matter .* never closed/],
    ['a line that is neither', '---\ntitle: A\n???\n---\nText', /feed\.md: line 3 of the front matter/],
    ['no text', '---\ntitle: A\nurl: /a\n---\n', /feed\.md: has no text/],
  ])('names the file and what is wrong: %s', (_, source, message) => {
    expect(() => parseArticle('feed.md', source)).toThrow(message);
  });

  it('says which two files share an address, and what a missing or empty folder means', async () => {
    await expect(loadArticles(join(directory, 'nowhere'))).rejects.toThrow(/is not a folder.*KNOWLEDGE_DIR/);
    await expect(loadArticles(directory)).rejects.toThrow(/holds no \.md article/);
    await writeFile(join(directory, 'a.md'), GOOD);
    await writeFile(join(directory, 'b.md'), GOOD);
    await expect(loadArticles(directory)).rejects.toThrow(/b\.md: has the same url .* as a\.md/);
  });

  it('H31: keeps no link of an article’s text', () => {
    const article = parseArticle(
      'a.md',
      '---\ntitle: A\nurl: /a\n---\nRead [this](https://evil.example) <img src=x> ![pixel](https://evil.example/p).\n',
    );
    expect(article.sections[0]?.blocks).toEqual([{ kind: 'paragraph', text: 'Read this pixel.' }]);
  });
});
