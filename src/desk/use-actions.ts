import { useCallback, useMemo, useState } from 'react';
import { useText } from '../i18n/index.ts';
import type { Outcome } from '../protocol/commands.ts';
import { useCommands } from '../queries/commands.ts';
import { cleanText } from '../transcript/index.ts';

export interface DeskActions {
  /** True while the server has not answered. */
  readonly busy: boolean;
  /** Why the last one did not work, in words for the person. */
  readonly failure: string | null;
  dismiss(): void;
  /** Each resolves with whether it went well. */
  claim(conversationId: string): Promise<boolean>;
  pass(conversationId: string, to: { readonly toAgentId?: string; readonly reason?: string }): Promise<boolean>;
  handBack(conversationId: string): Promise<boolean>;
  end(conversationId: string): Promise<boolean>;
}

/** What staff do with a conversation. The server decides; what it refuses is told with its own reason, such as who was faster. */
export function useActions(): DeskActions {
  const t = useText();
  const commands = useCommands();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = useCallback(
    async (work: Promise<Outcome>) => {
      setBusy(true);
      setFailure(null);
      const error = await work.then(
        (outcome) => outcome.error && t('desk.failed', { reason: cleanText(outcome.error.message) }),
        () => t('desk.failed.unknown'),
      );
      setBusy(false);
      setFailure(error);
      return error === null;
    },
    [t],
  );
  const dismiss = useCallback(() => setFailure(null), []);
  return useMemo(
    () => ({
      busy,
      failure,
      dismiss,
      claim: (id) => run(commands.claim(id)),
      pass: (id, to) => run(commands.transfer(id, to)),
      handBack: (id) => run(commands.returnToAssistant(id)),
      end: (id) => run(commands.close(id)),
    }),
    [busy, failure, dismiss, run, commands],
  );
}
