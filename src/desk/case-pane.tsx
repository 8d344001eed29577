import type { ReactNode, RefObject } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import type { Escalation, Handover } from '../protocol/vocabulary.ts';
import type { ConversationView } from '../session/conversation.ts';
import { cleanLabel, cleanText } from '../transcript/index.ts';
import { Chip, IconButton, styled } from '../ui/index.ts';
import { Notes } from './notes.tsx';

const Frame = styled('aside', {
  base: { display: 'flex', flexDirection: 'column', flex: '1 1 0', minHeight: '0', minWidth: '0', bg: 'surface' },
});
const Head = styled('header', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '1',
    flex: 'none',
    minH: '56px',
    px: '4',
    borderBottom: '1px solid',
    borderColor: 'line',
  },
});
const Title = styled('h2', { base: { margin: '0', textStyle: 'md', fontWeight: '600' } });
const Passed = styled('div', {
  base: { flex: '0 1 auto', maxH: '55%', overflowY: 'auto', scrollbarWidth: 'thin', px: '4', py: '4', display: 'grid', gap: '4' },
});
const Small = styled('h3', { base: { margin: '0', textStyle: 'xs', fontWeight: '600', color: 'muted' } });
const Summary = styled('p', {
  base: { margin: '0', pt: '1', textStyle: 'sm', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
});
const Facts = styled('dl', { base: { display: 'grid', gap: '2', margin: '0', pt: '1', textStyle: 'sm' } });
const Fact = styled('div', { base: { display: 'flex', gap: '3', minWidth: '0' } });
const Term = styled('dt', { base: { flex: '0 0 40%', minWidth: '0', color: 'muted', overflowWrap: 'anywhere' } });
const Value = styled('dd', {
  base: { flex: '1 1 0', minWidth: '0', margin: '0', overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
});
const Muted = styled('p', { base: { margin: '0', pt: '1', textStyle: 'sm', color: 'muted' } });

export interface CasePaneProps {
  readonly conversation: ConversationView | null;
  readonly viewerId: string;
  /** Where it takes the chat's place: the way back to it. */
  readonly onBack: (() => void) | null;
  readonly notesField: RefObject<HTMLTextAreaElement | null>;
}

/** What the customer passed on, why and since when, and what staff tell each other about it. */
export function CasePane({ conversation, viewerId, onBack, notesField }: CasePaneProps): ReactNode {
  const t = useText();
  if (conversation === null) return <Frame aria-label={t('desk.case')} />;
  return (
    <Frame aria-label={t('desk.case')}>
      <Head>
        {onBack === null ? null : <IconButton icon="back" label={t('desk.case.back')} onClick={onBack} style={{ marginInlineStart: -8 }} />}
        <Title>{t('desk.handover')}</Title>
      </Head>
      <Passed tabIndex={0} role="group" aria-label={t('desk.handover')}>
        <Approved handover={conversation.escalation.handover} />
        <Request conversation={conversation} escalation={conversation.escalation} />
      </Passed>
      <Notes key={conversation.notesId ?? ''} notesId={conversation.notesId} viewerId={viewerId} field={notesField} />
    </Frame>
  );
}

/** Byte for byte what the customer approved. */
function Approved({ handover }: { readonly handover: Handover | null }): ReactNode {
  const t = useText();
  if (handover === null) return <Muted>{t('desk.handover.none')}</Muted>;
  return (
    <div>
      <Small>{t('desk.handover.approved')}</Small>
      <Summary data-handover="">{cleanText(handover.summary)}</Summary>
      {handover.items.length === 0 ? null : (
        <Facts aria-label={t('desk.handover.items')}>
          {handover.items.map(({ key, label, value, masked }) => (
            <Fact key={key}>
              <Term dir="auto">{cleanLabel(label)}</Term>
              <Value dir="auto">
                {cleanText(value)} {masked ? <Chip>{t('handover.masked')}</Chip> : null}
              </Value>
            </Fact>
          ))}
        </Facts>
      )}
    </div>
  );
}

function Request({ conversation, escalation }: { readonly conversation: ConversationView; readonly escalation: Escalation }): ReactNode {
  const t = useText();
  const dates = useDates();
  const { reason, requestedBy, requestedAt, transferReason } = escalation;
  const facts: readonly (readonly [string, string | null])[] = [
    [t('desk.fact.customer'), cleanLabel(conversation.customer.name)],
    [t('desk.fact.reason'), reason && cleanText(reason)],
    [t('desk.fact.asked-by'), requestedBy && t(`desk.asked-by.${requestedBy}`)],
    [t('desk.fact.asked-at'), requestedAt && dates.full(requestedAt)],
    [t('desk.fact.passed'), transferReason && cleanText(transferReason)],
  ];
  return (
    <div>
      <Small>{t('desk.facts')}</Small>
      <Facts>
        {facts.map(([term, value]) =>
          value ? (
            <Fact key={term}>
              <Term>{term}</Term>
              <Value dir="auto">{value}</Value>
            </Fact>
          ) : null,
        )}
      </Facts>
    </div>
  );
}
