/**
 * How good the answers are: `npm run answers -- --questions FILE [--knowledge DIR] [--verbose] [--check]`.
 *
 * FILE is a JSON list of { "question": string, "article": string | null }; `article` is an article's file name, url or title, and null
 * says that no article answers the question. With --check the exit code is 1 when a goal is missed.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadArticles, ownArticles } from '../host-demo/server/knowledge/load.ts';
import { type Expectation, type Figures, measure } from '../host-demo/server/knowledge/measure.ts';
import { KnowledgeIndex } from '../host-demo/server/knowledge/search.ts';

const GOALS = { first: 0.75, firstThree: 0.9, confidentlyWrong: 0.03, heldBack: 0.9 };
const USAGE = 'Usage: npm run answers -- --questions FILE [--knowledge DIR] [--verbose] [--check]';

function expectations(file: string, source: string): Expectation[] {
  const list: unknown = JSON.parse(source);
  if (!Array.isArray(list)) throw new Error(`${file}: is not a JSON list of { "question", "article" }.`);
  return list.map((row: unknown, index) => {
    const one = (row ?? {}) as Record<string, unknown>;
    const { question, article = null } = one;
    if (typeof question !== 'string' || (article !== null && typeof article !== 'string')) {
      throw new Error(`${file}: entry ${index + 1} needs a "question" (text) and an "article" (text or null).`);
    }
    return { question, article };
  });
}

const percent = (share: number): string => (Number.isNaN(share) ? 'no questions' : `${(100 * share).toFixed(1)} %`);

function report(figures: Figures): { text: string; met: boolean } {
  const rows = [
    { name: 'right article first', share: figures.first, goal: GOALS.first, atLeast: true, of: figures.inside },
    { name: 'among the first three', share: figures.firstThree, goal: GOALS.firstThree, atLeast: true, of: figures.inside },
    { name: 'confident and wrong', share: figures.confidentlyWrong, goal: GOALS.confidentlyWrong, atLeast: false, of: figures.inside },
    { name: 'outside: asks back or escalates', share: figures.heldBack, goal: GOALS.heldBack, atLeast: true, of: figures.outside },
  ];
  const reached = rows.map((row) => row.of === 0 || (row.atLeast ? row.share >= row.goal : row.share <= row.goal));
  const lines = rows.map((row, index) => {
    const goal = `${row.atLeast ? 'at least' : 'at most'} ${percent(row.goal)}`;
    return `${row.name.padEnd(32)} ${percent(row.share).padStart(12)}   goal ${goal.padEnd(17)} ${reached[index] === true ? 'met' : 'MISSED'}   (${row.of} questions)`;
  });
  const outcomes = `answered ${percent(figures.answered)}, asked back ${percent(figures.askedBack)} (${percent(figures.tentative)} with the likely answer first), handed over ${percent(figures.escalated)} of the questions inside`;
  return { text: [...lines, outcomes].join('\n'), met: reached.every(Boolean) };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { questions: { type: 'string' }, knowledge: { type: 'string' }, verbose: { type: 'boolean' }, check: { type: 'boolean' } },
  });
  if (values.questions === undefined) throw new Error(`--questions is missing. ${USAGE}`);
  const file = resolve(values.questions);
  const source = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`${file}: cannot be read (${error.message}).`);
  });
  const directory = resolve(values.knowledge ?? process.env.KNOWLEDGE_DIR ?? ownArticles);
  const index = new KnowledgeIndex(await loadArticles(directory));
  const figures = measure(index, expectations(file, source));
  if (values.verbose === true) {
    for (const miss of figures.misses)
      console.log(
        `${miss.outcome.padEnd(8)} ${miss.confidence.toFixed(2)}  ${miss.question}\n          expected ${miss.expected ?? 'none'}, found ${miss.found.join(', ') || 'nothing'}`,
      );
  }
  const { text, met } = report(figures);
  console.log(`${index.articles.length} articles, ${figures.inside + figures.outside} questions\n${text}`);
  return values.check === true && !met ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
