import type { Outcome } from '../protocol/commands.ts';
import type { CommandResult } from './headless-contract.ts';

/** There was nothing to do it with. */
export const NOTHING: CommandResult = { done: false, reason: null };

/** The server's answer as a page of another make takes it. */
export async function result(work: Promise<Outcome>): Promise<CommandResult> {
  const { error } = await work;
  return { done: error === null, reason: error?.message ?? null };
}
