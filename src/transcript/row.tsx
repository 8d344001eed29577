import { type ComponentType, memo, type ReactNode, use } from 'react';
import { type Dates, type Translate, useDates, useText } from '../i18n/index.ts';
import type { MessageView } from '../session/conversation.ts';
import type { TranscriptItem } from '../session/select.ts';
import { COMPACT, FORCED, focusRingAt, forcedLine, Icon, styled, WIDE } from '../ui/index.ts';
import { MessageSlotContext } from './actions.ts';
import { LiveMessage } from './live-message.tsx';
import { cleanLabel, cleanText } from './markdown/clean.ts';
import { Outgoing, OwnMessage } from './own-row.tsx';
import { ROW_ATTRIBUTE } from './roving.ts';
import type { Row, Unread } from './rows.ts';
import { SpeakerRow } from './speaker-row.tsx';

const Column = styled('div', {
  // The width of the panel, not of what the scroll bar leaves of it: so rows and composer end at one edge.
  base: { width: '100cqw', px: '4', [WIDE]: { px: 'max(24px, calc((100cqw - 720px) / 2))' } },
  variants: {
    oldest: { true: { paddingTop: '24px', [COMPACT]: { paddingTop: '16px' } }, false: {} },
    // Beneath a row, not above the next: there it shows what can be done with it. At the end it is the room of the line's state.
    gap: {
      end: { paddingBottom: '24px' },
      ownEnd: { paddingBottom: '32px' },
      turn: { paddingBottom: '24px', [COMPACT]: { paddingBottom: '16px' } },
      group: { paddingBottom: '8px', [COMPACT]: { paddingBottom: '4px' } },
    },
  },
});
const Day = styled('div', { base: { display: 'flex', justifyContent: 'center', paddingBottom: '24px' } });
const Pill = styled('time', {
  base: { ...forcedLine, px: '3', py: '1', borderRadius: 'full', bg: 'subtle', color: 'muted', textStyle: 'xs', fontWeight: '500' },
});
const LineFrame = styled('div', {
  base: {
    textStyle: 'sm',
    color: 'muted',
    textAlign: 'center',
    textWrap: 'balance',
    overflowWrap: 'anywhere',
    // Part of the first line, wherever that ends up.
    '& > span': { display: 'inline-block', verticalAlign: '-3px', marginInlineEnd: '8px' },
  },
});

const LineTime = styled('time', {
  base: { marginInlineStart: '8px', textStyle: 'xs', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
});

export interface TranscriptRowProps {
  readonly row: Row;
  readonly own: boolean;
}

const NewLine = styled('div', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '3',
    paddingBottom: '24px',
    textStyle: 'xs',
    fontWeight: '500',
    color: 'accent',
    '&::before, &::after': { content: '""', flex: '1 1 0', height: '1px', bg: 'line', [FORCED]: { bg: 'CanvasText' } },
  },
});
const Message = styled('div', {
  base: {
    ...focusRingAt('4px'),
    position: 'relative',
    borderRadius: 'control',
  },
});

/** One row with its distance to the one before. Drawn again only when its own row changed. */
export const TranscriptRow = memo(function TranscriptRow({ row, own }: TranscriptRowProps): ReactNode {
  const dates = useDates();
  const t = useText();
  return (
    <Column oldest={row.oldest} gap={row.newest ? (row.item.kind === 'transition' || own ? 'ownEnd' : 'end') : row.last ? 'turn' : 'group'}>
      {row.day === null ? null : (
        <Day>
          <Pill dateTime={row.day}>{dates.day(row.day)}</Pill>
        </Day>
      )}
      {row.unread === null ? null : <NewLine role="separator">{newText(row.unread, t)}</NewLine>}
      <Message role="article" aria-label={nameOf(row, own, dates, t)} tabIndex={-1} {...{ [ROW_ATTRIBUTE]: row.key }}>
        <ItemRow row={row} own={own} />
      </Message>
    </Column>
  );
}, sameRow);

function newText({ count }: Unread, t: Translate): string {
  return count > 1 ? t('transcript.away', { count }) : t('transcript.new');
}

/** Who and when, for who comes to a message by the keyboard. */
function nameOf({ item, line }: Row, own: boolean, dates: Dates, t: Translate): string {
  if (item.kind === 'transition') return line === null ? '' : cleanLabel(line.text);
  if (item.kind === 'outgoing') return t('transcript.you');
  const { author, at } = item.message;
  const name = own ? t('transcript.you') : author.role === 'ASSISTANT' ? t('chat.assistant') : cleanLabel(author.name);
  return t('transcript.message', { name, time: dates.time(at) });
}

function sameRow(a: TranscriptRowProps, b: TranscriptRowProps): boolean {
  return (
    a.own === b.own &&
    a.row.line?.text === b.row.line?.text &&
    a.row.day === b.row.day &&
    a.row.first === b.row.first &&
    a.row.named === b.row.named &&
    a.row.timed === b.row.timed &&
    a.row.last === b.row.last &&
    a.row.oldest === b.row.oldest &&
    a.row.newest === b.row.newest &&
    a.row.latest === b.row.latest &&
    a.row.waits === b.row.waits &&
    a.row.unread === b.row.unread &&
    subject(a.row.item) === subject(b.row.item)
  );
}
const subject = (item: TranscriptItem): object =>
  item.kind === 'message' ? item.message : item.kind === 'transition' ? item.transition : item.entry;

function ItemRow({ row, own }: TranscriptRowProps): ReactNode {
  const { item, line } = row;
  const slot = use(MessageSlotContext);
  if (item.kind === 'outgoing') return <Outgoing entry={item.entry} last={row.last} waits={row.waits} />;
  if (item.kind === 'transition') {
    return line === null ? null : (
      <StateLine icon={<Icon name={line.icon} size={16} />} text={cleanLabel(line.text)} at={item.transition.at} />
    );
  }
  const { message } = item;
  if (message.author.role === 'SYSTEM') return <StateLine icon={null} text={cleanText(message.text)} at={message.at} />;
  if (slot !== null) return <SlotMessage Slot={slot as ComponentType<SlotProps>} message={message} own={own} />;
  if (own) return <OwnMessage message={message} last={row.last} />;
  return <SpeakerRow message={message} row={row} />;
}

interface SlotProps {
  readonly message: MessageView;
  readonly own: boolean;
}

/** The host's row; that of an answer being written is drawn from its own subscription, as ours is. */
function SlotMessage({ Slot, message, own }: SlotProps & { readonly Slot: ComponentType<SlotProps> }): ReactNode {
  return <LiveMessage message={message}>{(shown) => <Slot message={shown} own={own} />}</LiveMessage>;
}

function StateLine({ icon, text, at }: { readonly icon: ReactNode; readonly text: string; readonly at: string }): ReactNode {
  const dates = useDates();
  return (
    <LineFrame>
      {icon === null ? null : <span>{icon}</span>}
      {text}
      <LineTime dateTime={at} title={dates.full(at)}>
        {dates.time(at)}
      </LineTime>
    </LineFrame>
  );
}
