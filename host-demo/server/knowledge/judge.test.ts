import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { cpuMs } from '../../../tests/support/cpu.ts';
import { judge } from './judge.ts';
import { loadArticles, parseArticle } from './load.ts';
import { type Expectation, measure } from './measure.ts';
import { KnowledgeIndex } from './search.ts';
import { distance, speaksOfProblem, stem, stems } from './words.ts';

let index: KnowledgeIndex;
beforeAll(async () => {
  index = new KnowledgeIndex(await loadArticles());
});
const verdictOn = (question: string) => judge(index, index.terms(question), question);
const firstFor = (question: string): string | undefined => index.rank(index.terms(question))[0]?.article.id;

describe('words', () => {
  it.each([
    ['cancelled', 'cancellation'],
    ['authorise', 'authorizing'],
    ['categories', 'category'],
    ['labelled', 'label'],
    ['colour', 'colors'],
  ])('%s and %s have one stem', (one, other) => expect(stem(one)).toBe(stem(other)));

  it('different things keep different stems', () => {
    expect(new Set(['order', 'return', 'refund', 'label', 'rule', 'role', 'user'].map(stem)).size).toBe(7);
  });

  it('drops filler, keeps numbers, and makes phrases one word', () => {
    expect(stems('Please, how do I get rid of it?')).toEqual(stems('delete'));
    expect(stems('error 429')).toContain('429');
    expect(stems('log in')).toEqual(stems('login'));
  });

  it('tells a problem from a wish', () => {
    expect(speaksOfProblem('my webhook doesn’t fire')).toBe(true);
    expect(speaksOfProblem('I want to print an account statement')).toBe(false);
  });

  it('counts slips, a transposition as one', () => {
    expect(distance('ordre', 'order', 2)).toBe(1);
    expect(distance('warehouse', 'wharehuose', 2)).toBe(2);
    expect(distance('abc', 'xyz', 2)).toBeGreaterThan(2);
  });
});

describe('search', () => {
  it.each([
    ['cancle an ordr', 'order-cancel'],
    ['invte a new usr', 'user-invite'],
    ['wherehouse transfr', 'warehouse-transfer'],
  ])('survives slips: %s', (question, article) => expect(firstFor(question)).toBe(article));

  it('answers its own titles and questions by the article that has them', () => {
    for (const article of index.articles) {
      const verdict = verdictOn(`${article.title.toUpperCase()}?`);
      expect(verdict.outcome === 'answer' && verdict.best.article.id, article.title).toBe(article.id);
    }
  });

  it('offers at most three when it is not sure, and nothing when no article has to do with it', () => {
    const vague = verdictOn('label');
    expect(vague.outcome).toBe('clarify');
    expect(vague.outcome === 'clarify' && vague.choices.length).toBe(3);
    expect(verdictOn('what is photosynthesis').outcome).toBe('unknown');
    expect(verdictOn('').outcome).toBe('unknown');
  });

  it('H34: a giant question stays cheap', () => {
    expect(cpuMs(() => verdictOn('warehose shipmnt ordre '.repeat(2000)))).toBeLessThan(1000);
  });

  it('meets the goals on the development questions', async () => {
    const list = JSON.parse(await readFile(new URL('../../../tests/answers/development.json', import.meta.url), 'utf8')) as Expectation[];
    const figures = measure(index, list);
    expect(figures.first).toBeGreaterThanOrEqual(0.75);
    expect(figures.firstThree).toBeGreaterThanOrEqual(0.9);
    expect(figures.confidentlyWrong).toBeLessThanOrEqual(0.03);
    expect(figures.heldBack).toBeGreaterThanOrEqual(0.9);
  });

  it('works on other articles, without questions of their own', () => {
    const write = (id: string, title: string, text: string) =>
      parseArticle(`${id}.md`, `---\ntitle: ${title}\nurl: /${id}\n---\n${text}\n`);
    const pets = new KnowledgeIndex([
      write('feed', 'Feed the cat', 'You feed the cat twice a day with half a tin.\n\n## Limits\n\n- At most two tins a day.'),
      write('groom', 'Brush the dog', 'You brush the dog once a week.\n\n## Steps\n\n1. Take the brush.\n2. Brush the fur.'),
      write('vet', 'Visit the vet', 'You visit the vet once a year for vaccination.'),
    ]);
    const verdict = judge(pets, pets.terms('how often should I feed my cat'), '');
    expect(verdict.outcome === 'answer' && verdict.best.article.id).toBe('feed');
    expect(judge(pets, pets.terms('how do I file my taxes'), '').outcome).toBe('unknown');
  });

  it('measure: an expected article that does not exist is a mistake of the file', () => {
    expect(() => measure(index, [{ question: 'x', article: 'no-such-article' }])).toThrow(/No article is called "no-such-article"/);
  });

  it('measure: takes file names, urls and titles', () => {
    const [article] = index.articles;
    if (article === undefined) throw new Error('no articles');
    const names = [article.id, `${article.id}.md`, article.url, article.title];
    expect(
      measure(
        index,
        names.map((name) => ({ question: article.title, article: name })),
      ).first,
    ).toBe(1);
  });
});
