import { loadArticles } from '../knowledge/load.ts';
import { KnowledgeIndex } from '../knowledge/search.ts';
import type { Merchant } from '../merchant/tools.ts';
import { createKnowledgeResponder } from './knowledge.ts';
import { createOpenAiResponder, type OpenAiSettings } from './openai.ts';
import { sleep } from './pace.ts';
import type { Responder } from './responder.ts';

export interface ResponderSettings {
  readonly kind: 'knowledge' | 'openai';
  /** A folder of Markdown articles; null for those that come with the server (`KNOWLEDGE_DIR`). */
  readonly knowledgeDir: string | null;
  /** Tokens a second of the knowledge responder (`RESPONDER_PACE`); 0 for everything at once. */
  readonly tokensPerSecond: number;
  /** Needed for `openai`. */
  readonly openai: OpenAiSettings | null;
  readonly merchant: Merchant;
}

/**
 * The responder that the settings name, with its articles loaded.
 * @throws KnowledgeError when the articles cannot be read; Error when `openai` is chosen without its settings.
 */
export async function createResponder({ kind, knowledgeDir, tokensPerSecond, openai, merchant }: ResponderSettings): Promise<Responder> {
  const index = new KnowledgeIndex(await loadArticles(knowledgeDir ?? undefined));
  if (kind === 'knowledge') return createKnowledgeResponder({ index, merchant, pacing: { tokensPerSecond, sleep } });
  if (openai === null)
    throw new Error('The responder "openai" needs OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL; set them, or use RESPONDER=knowledge.');
  return createOpenAiResponder({ index, merchant, settings: openai });
}
