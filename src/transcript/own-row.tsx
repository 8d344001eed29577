import { type ReactNode, use } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import type { MessageView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import { Button, forcedLine, Icon, styled, VisuallyHidden } from '../ui/index.ts';
import { ActionsContext, SeenContext } from './actions.ts';
import { useCountdown } from './countdown.ts';
import { cleanText } from './markdown/clean.ts';
import { When } from './when.tsx';

const Column = styled('div', { base: { display: 'flex', flexDirection: 'column', alignItems: 'flex-end' } });
const Held = styled('div', { base: { position: 'relative', maxW: '80%', minWidth: '0' } });
const Bubble = styled('div', {
  base: {
    ...forcedLine,
    px: '4',
    py: '2',
    borderRadius: 'bubble',
    borderEndEndRadius: '4px',
    bg: 'own',
    color: 'text',
    textStyle: 'md',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    unicodeBidi: 'plaintext',
    textAlign: 'start',
  },
  // Not in the log yet: told by its edge, never by fainter text.
  variants: { waiting: { true: { bg: 'surface', outline: '1px dashed', outlineColor: 'control', outlineOffset: '-1px' }, false: {} } },
});
const State = styled('div', {
  base: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    textAlign: 'end',
    gap: '1',
    minH: '4',
    marginTop: '1',
    textStyle: 'xs',
    color: 'muted',
    fontVariantNumeric: 'tabular-nums',
  },
});
/** Its sign goes with the first word, also where it takes two lines. */
const Reason = styled('span', {
  base: {
    textStyle: 'sm',
    color: 'text',
    textWrap: 'balance',
    '& > span': { display: 'inline-block', verticalAlign: '-1px', marginInlineEnd: '4px' },
  },
});
const Refused = styled('div', {
  base: {
    ...forcedLine,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    columnGap: '3',
    rowGap: '1',
    maxW: 'full',
    marginTop: '2',
    px: '3',
    py: '1',
    borderRadius: 'card',
    bg: 'badTint',
    textStyle: 'sm',
    color: 'text',
    '& > svg': { color: 'bad' },
  },
});
const Sentence = styled('span', { base: { flex: '1 1 180px', minWidth: '0', py: '1' } });
const Buttons = styled('span', { base: { display: 'flex', flexWrap: 'wrap', gap: '1' } });

/** What the customer wrote, already in the log. */
export function OwnMessage({ message, last }: { readonly message: MessageView; readonly last: boolean }): ReactNode {
  const dates = useDates();
  const t = useText();
  const seen = use(SeenContext) === message.id;
  return (
    <Own text={message.text} waiting={false} within={last ? null : <When at={message.at} place="beside" />}>
      {last ? (
        <State>
          <time dateTime={message.at} title={dates.full(message.at)}>
            {dates.time(message.at)}
          </time>
          {seen ? <span>{`· ${t('message.seen')}`}</span> : null}
        </State>
      ) : null}
    </Own>
  );
}

export interface OutgoingProps {
  readonly entry: OutboxEntry;
  readonly last: boolean;
  /** Held back until the answer that is being written is finished; till then it can be changed. */
  readonly waits: boolean;
}

/** What the customer wrote and the log has not shown yet. */
export function Outgoing({ entry, last, waits }: OutgoingProps): ReactNode {
  const t = useText();
  const refused = entry.state === 'refused';
  return (
    <Own text={entry.text} waiting={entry.state === 'queued'}>
      {refused ? <RefusedLine entry={entry} /> : null}
      {waits ? <WaitingLine entry={entry} /> : null}
      {!refused && !waits && (last || entry.state === 'queued') ? (
        <State>{entry.state === 'queued' ? <Queued entry={entry} /> : t('message.sending')}</State>
      ) : null}
    </Own>
  );
}

/** Not taken yet: says until when, and lets it be changed or taken back. */
function WaitingLine({ entry }: { readonly entry: OutboxEntry }): ReactNode {
  const t = useText();
  const actions = use(ActionsContext);
  const small = { color: 'var(--aics-colors-text)' };
  return (
    <State>
      <Icon name="clock" size={12} />
      <span>{t('message.waits')}</span>
      {actions.editUnsent ? (
        <Button look="quiet" style={small} onClick={() => actions.editUnsent?.(entry.id)}>
          {t('message.edit')}
        </Button>
      ) : null}
      {actions.discardUnsent ? (
        <Button look="quiet" style={small} onClick={() => actions.discardUnsent?.(entry.id)}>
          {t('message.remove')}
        </Button>
      ) : null}
    </State>
  );
}

/** Why it waits: for the line, or until the server takes more messages. */
function Queued({ entry }: { readonly entry: OutboxEntry }): ReactNode {
  const t = useText();
  const wait = useCountdown(entry.error?.code === 'RATE_LIMITED' ? entry.retryAt : null);
  return (
    <Reason>
      <span>
        <Icon name="clock" size={12} />
      </span>
      {wait > 0 ? t('message.queued.rate', { count: wait }) : t('message.queued')}
    </Reason>
  );
}

interface OwnProps {
  readonly text: string;
  readonly waiting: boolean;
  /** Lies beside the bubble. */
  readonly within?: ReactNode;
  readonly children: ReactNode;
}

function Own({ text, waiting, within = null, children }: OwnProps): ReactNode {
  const t = useText();
  return (
    <Column>
      <Held>
        <Bubble waiting={waiting} dir="auto">
          <VisuallyHidden>{`${t('transcript.you')}: `}</VisuallyHidden>
          {cleanText(text)}
        </Bubble>
        {within}
      </Held>
      {children}
    </Column>
  );
}

function RefusedLine({ entry }: { readonly entry: OutboxEntry }): ReactNode {
  const t = useText();
  const actions = use(ActionsContext);
  const wait = useCountdown(entry.error?.code === 'RATE_LIMITED' ? entry.retryAt : null);
  const reason = entry.error ? t('message.refused.reason', { reason: cleanText(entry.error.message) }) : t('message.refused');
  return (
    <Refused role="alert">
      <Icon name="warning" />
      <Sentence>{wait > 0 ? t('message.refused.rate', { count: wait }) : reason}</Sentence>
      <Buttons>
        {actions.retryUnsent ? (
          <Button look="quiet" disabled={wait > 0} onClick={() => actions.retryUnsent?.(entry.id)}>
            {t('message.retry')}
          </Button>
        ) : null}
        {actions.editUnsent ? (
          <Button look="quiet" onClick={() => actions.editUnsent?.(entry.id)}>
            {t('message.edit')}
          </Button>
        ) : null}
        {actions.discardUnsent ? (
          <Button look="quiet" onClick={() => actions.discardUnsent?.(entry.id)}>
            {t('message.delete')}
          </Button>
        ) : null}
      </Buttons>
    </Refused>
  );
}
