import { type ReactNode, useMemo } from 'react';
import { transitionLines } from '../escalation/index.ts';
import { useText } from '../i18n/index.ts';
import { SeenContext, Transcript, type TranscriptProps } from '../transcript/index.ts';

export interface SaidProps extends Omit<TranscriptProps, 'describe'> {
  /** Whose eyes the lines between messages are told for. */
  readonly reader: string;
  /** The newest own message somebody else has read. */
  readonly seen: string | null;
}

/** What was said: the transcript with all it needs, in a chunk of its own that arrives beside the conversation. */
export function Said({ reader, seen, ...transcript }: SaidProps): ReactNode {
  const t = useText();
  const describe = useMemo(() => transitionLines(t, reader), [t, reader]);
  return (
    <SeenContext value={seen}>
      <Transcript {...transcript} describe={describe} />
    </SeenContext>
  );
}
