import type { TextKey, Translate } from '../i18n/index.ts';
import type { ContextItem } from '../protocol/context.ts';

const asked: Readonly<Record<string, TextKey>> = {
  order: 'empty.question.order',
  product: 'empty.question.product',
  listing: 'empty.question.listing',
};

/** Four questions to begin with: the host's; else about what the page shows, then the usual ones. */
export function questionsFor(
  prompts: readonly string[] | undefined,
  context: readonly ContextItem[] | undefined,
  t: Translate,
): readonly string[] {
  if (prompts && prompts.length > 0) return [...new Set(prompts)].slice(0, 4);
  const own = (context ?? []).flatMap(({ key, value }) => {
    const text = asked[key];
    return text === undefined || value.trim() === '' ? [] : [t(text, { value })];
  });
  const usual = [t('empty.question.1'), t('empty.question.2'), t('empty.question.3'), t('empty.question.4')];
  return [...new Set([...own, ...usual])].slice(0, 4);
}
