import type { Article } from '../knowledge/article.ts';
import type { KnowledgeIndex } from '../knowledge/search.ts';
import { likeWords } from '../knowledge/words.ts';

const MOST = 3;
const ASKS = /^(?:how|what|why|where|when|which|who|can|could|do|does|is|are|will|may|should)\b.*\?$/i;

function questionsOf(article: Article): string[] {
  return article.questions.filter((question) => ASKS.test(question) && question.length <= 80);
}

/**
 * What a reader of this answer would ask next: one more thing this article answers, then the articles it leads to; each worded as a
 * question. @param differs Whether asking this of the article leads to other words than
 * were given already.
 */
export function nextQuestions(
  index: KnowledgeIndex,
  article: Article,
  asked: string,
  differs: (about: Article, question: string) => boolean,
): string[] {
  const own = questionsOf(article).find((question) => !likeWords(question, asked) && differs(article, question));
  const others = index.related(article, 2 * MOST).flatMap((one) =>
    questionsOf(one)
      .slice(0, 1)
      .filter((question) => differs(one, question)),
  );
  return [...new Set([...(own === undefined ? [] : [own]), ...others])].filter((question) => !likeWords(question, asked)).slice(0, MOST);
}

/** What often goes wrong, to choose from when only "it does not work" is said. */
export function troubleOpeners(index: KnowledgeIndex, most = 3): string[] {
  const asked = index.articles.flatMap((article) =>
    questionsOf(article)
      .filter((question) => /^why\b/i.test(question))
      .slice(0, 1),
  );
  const step = Math.max(1, Math.floor(asked.length / most));
  return asked.filter((_, place) => place % step === Math.floor(step / 2)).slice(0, most);
}
