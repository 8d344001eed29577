import type { ChatError } from '../protocol/chat-error.ts';
import type { UserError } from '../protocol/vocabulary.ts';

/** Faults a test turns on; each describes what the carrier would meet. */
export interface MemoryFaults {
  /** Thrown by every request and opening while set. */
  down: ChatError | null;
  /** The next command is carried out, but its answer is lost (F24). */
  loseNextAnswer: boolean;
  /** Answered to the next command instead of carrying it out. */
  refuseNext: UserError | null;
  /** The next page of any feed begins one event late (F20). */
  skipNextEvent: boolean;
  /** Every page with events comes twice (F17). */
  repeatPages: boolean;
  /** Feeds send nothing any more and do not end (F05, F32). */
  silent: boolean;
  latencyMs: number;
}

export const NO_FAULTS: MemoryFaults = {
  down: null,
  loseNextAnswer: false,
  refuseNext: null,
  skipNextEvent: false,
  repeatPages: false,
  silent: false,
  latencyMs: 0,
};
