import { ChatError } from '../protocol/chat-error.ts';
import { createBackoff } from './backoff.ts';
import { type Environment, sleep } from './environment.ts';

/**
 * A command that is not a message: a person waits for it, so it is repeated (with its own id, which
 * makes that safe) for `attempts` tries and then fails visibly. Rejects with ChatError only.
 */
export async function repeat<Answer>(
  environment: Environment,
  limits: { backoffFirstMs: number; backoffMaxMs: number },
  attempts: number,
  send: () => Promise<Answer>,
): Promise<Answer> {
  const backoff = createBackoff({ firstMs: limits.backoffFirstMs, maxMs: limits.backoffMaxMs, random: () => environment.random() });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (fault) {
      const error =
        fault instanceof ChatError ? fault : new ChatError('defect', 'A command failed in an unforeseen way.', { cause: fault });
      if (!error.retryable || attempt >= attempts || (error.retryAfterMs ?? 0) > limits.backoffMaxMs) throw error;
      await sleep(environment, (error.retryAfterMs ?? 0) + backoff.next());
    }
  }
}
