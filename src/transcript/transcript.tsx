import { type ReactNode, use, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useDates, useText } from '../i18n/index.ts';
import type { TranscriptItem } from '../session/select.ts';
import { appear, Button, COARSE, focusRingAt, styled, WIDE } from '../ui/index.ts';
import { ActionsContext, type OpenMessage, OpenMessageContext, OriginsContext, type TranscriptActions } from './actions.ts';
import { Announcer } from './announcer.tsx';
import { type OpenSource, SourceContext, type SourcePlace } from './answer/source-context.ts';
import { SourceCard } from './answer/sources.tsx';
import { useRoving } from './roving.ts';
import { TranscriptRow } from './row.tsx';
import { createRows, type DescribeTransition, type Row, wasPrepended } from './rows.ts';
import type { Announce } from './speech/speaker.ts';
import { useStick } from './stick.ts';
import { type Stretch, useStretch } from './stretch.ts';
import { createUnreadRows, useUnread } from './unread.ts';

const Frame = styled('div', { base: { position: 'relative', flex: '1 1 0', minHeight: '0', display: 'flex', flexDirection: 'column' } });
const Scroller = styled('div', {
  base: {
    ...focusRingAt('-2px'),
    flex: '1 1 0',
    minHeight: '0',
    overflowY: 'auto',
    overflowX: 'hidden',
    overflowAnchor: 'none',
    overscrollBehavior: 'contain',
    scrollbarWidth: 'thin',
  },
});
const Floating = styled('div', {
  base: {
    ...appear,
    position: 'absolute',
    left: '0',
    right: '0',
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
    '& > *': { pointerEvents: 'auto', boxShadow: 'floating' },
    // Round without words, so that it covers as little as can be.
    '& > button': { borderRadius: 'full', minH: '9', minW: '9', [COARSE]: { minH: '11', minW: '11' } },
    '& > button[aria-label]': { px: '0' },
  },
  variants: {
    // At the margin, where lines of text seldom reach.
    edge: { true: { justifyContent: 'flex-end', px: '3', [WIDE]: { px: '6' } }, false: {} },
  },
});
const Earlier = styled('span', {
  base: {
    px: '3',
    py: '1',
    borderRadius: 'full',
    bg: 'surface',
    color: 'muted',
    textStyle: 'xs',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
  },
});

/** Pixels drawn beyond what is seen, and how near the top the next page of history is asked for. */
const BUFFER_PX = 800;
const EARLIER_PX = 600;
const noActions: TranscriptActions = {};
const noOrigins: ReadonlySet<string> = new Set();

export interface TranscriptProps {
  readonly items: readonly TranscriptItem[];
  readonly describe: DescribeTransition;
  /** Whose messages stand at the right; null: those of any customer. */
  readonly viewerId: string | null;
  readonly hasEarlier: boolean;
  readonly loadingEarlier: boolean;
  readonly onEarlier?: () => void;
  readonly actions?: TranscriptActions;
  readonly openMessage?: OpenMessage | null;
  readonly origins?: ReadonlySet<string>;
  /** The reader's mark as it was when the conversation was opened, for the line "New"; null while it is not known. */
  readonly readSeq?: number | null;
  /** How much is read aloud; every sentence where nothing is said. */
  readonly announce?: Announce;
}

/** What was said, as a virtual list: only what is near the window exists, whatever the length. */
export function Transcript(props: TranscriptProps): ReactNode {
  const { items, describe, viewerId, actions = noActions, openMessage = null, origins = noOrigins, announce = 'sentences' } = props;
  const dates = useDates();
  const own = useCallback((item: TranscriptItem) => isOwn(item, viewerId), [viewerId]);
  const unread = useUnread(items, props.readSeq ?? null, own);
  const [make] = useState(() => ({ rows: createRows(), unread: createUnreadRows() }));
  const stretch = useStretch(items, unread?.key ?? null);
  const rows = make.unread(make.rows(stretch.items, { dayKey: dates.dayKey, describe, own }), unread);
  // A page with room for sources elsewhere says so by a place of its own around the chat.
  const outside = use(SourceContext);
  const within = useSourcePlace();
  return (
    <ActionsContext value={actions}>
      <OpenMessageContext value={openMessage}>
        <OriginsContext value={origins}>
          <SourceContext value={outside ?? within}>
            <List {...props} rows={rows} stretch={stretch} own={own} card={outside === null} />
          </SourceContext>
          <Announcer items={stretch.items} rows={rows} own={own} announce={announce} />
        </OriginsContext>
      </OpenMessageContext>
    </ActionsContext>
  );
}

function isOwn(item: TranscriptItem, viewerId: string | null): boolean {
  if (item.kind !== 'message') return item.kind === 'outgoing';
  return viewerId === null ? item.message.author.role === 'USER' : item.message.author.id === viewerId;
}

/** Which source's card is open; one at a time. */
function useSourcePlace(): SourcePlace {
  const [open, show] = useState<OpenSource | null>(null);
  return useMemo(() => ({ open, show }), [open]);
}

interface ListProps extends TranscriptProps {
  readonly rows: readonly Row[];
  readonly stretch: Stretch;
  readonly own: (item: TranscriptItem) => boolean;
  /** Whether a source's card is shown here. */
  readonly card: boolean;
}

function List({ rows, stretch, own, card, hasEarlier, loadingEarlier, onEarlier }: ListProps): ReactNode {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const stick = useStick(scroller, list);
  const shift = useShift(rows);
  const roving = useRoving(rows, scroller, list, stretch);
  const sources = use(SourceContext);
  const missed = useMissed(rows, stick.atEnd);
  const keep = useMemo(() => (roving.active === null ? [] : [roving.active]), [roving.active]);
  useOwnJumps(rows, own, stick.jump);
  useLayoutEffect(stick.follow, [rows, stick.follow]);
  useOpening(rows, stick.openAt);
  const { settled } = stick;
  const askEarlier = useCallback(() => {
    if (!settled || (scroller.current?.scrollTop ?? 0) >= EARLIER_PX) return;
    if (stretch.hidden > 0) stretch.more();
    else if (hasEarlier && !loadingEarlier) onEarlier?.();
  }, [settled, stretch, hasEarlier, loadingEarlier, onEarlier]);
  useEffect(askEarlier, [askEarlier, rows]);
  return (
    <Frame>
      <Scroller
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('transcript.label')}
        tabIndex={0}
        onKeyDown={roving.onKeyDown}
        onBlur={roving.onBlur}
        onScroll={() => {
          stick.onScroll();
          askEarlier();
        }}
      >
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          data={rows}
          bufferSize={BUFFER_PX}
          shift={shift}
          onResize={stick.follow}
          keepMounted={keep}
        >
          {(row: Row) => <TranscriptRow key={row.key} row={row} own={own(row.item)} />}
        </Virtualizer>
      </Scroller>
      {loadingEarlier ? (
        <Floating style={{ top: 8 }}>
          <Earlier>{t('transcript.earlier')}</Earlier>
        </Floating>
      ) : null}
      {card && sources?.open ? <SourceCard open={sources.open} onClose={() => sources.show(null)} /> : null}
      {stick.atEnd ? null : (
        <Floating edge style={{ bottom: 'calc(12px + var(--aics-line-room, 0px))' }}>
          <Button
            icon="down"
            onClick={stick.jump}
            {...(missed > 0 ? {} : { 'aria-label': t('transcript.latest'), title: t('transcript.latest') })}
          >
            {missed > 0 ? t('transcript.latest.new', { count: missed }) : null}
          </Button>
        </Floating>
      )}
    </Frame>
  );
}

/** Opens at the first row that is new to the reader, where there is one. */
function useOpening(rows: readonly Row[], openAt: (index: number) => void): void {
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (opened.current || rows.length === 0) return;
    opened.current = true;
    const index = rows.findLastIndex((row) => row.unread !== null);
    if (index > 0) openAt(index);
  }, [rows, openAt]);
}

/** True in the very rendering that puts rows before the others. */
function useShift(rows: readonly Row[]): boolean {
  const before = useRef(rows);
  const shift = wasPrepended(before.current, rows);
  useEffect(() => {
    before.current = rows;
  }, [rows]);
  return shift;
}

/** How many rows came since the reader left the end. */
function useMissed(rows: readonly Row[], atEnd: boolean): number {
  const seen = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (atEnd) seen.current = rows.at(-1)?.key;
  }, [rows, atEnd]);
  if (atEnd) return 0;
  let missed = 0;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at];
    if (row?.key === seen.current) return missed;
    if (row?.item.kind === 'message') missed += 1;
  }
  return 0;
}

/** Sending takes the reader to the end, wherever they were. */
function useOwnJumps(rows: readonly Row[], own: (item: TranscriptItem) => boolean, jump: () => void): void {
  const newest = rows.at(-1);
  const key = newest && own(newest.item) ? newest.key : null;
  const before = useRef(key);
  useLayoutEffect(() => {
    if (key !== null && key !== before.current) jump();
    before.current = key;
  }, [key, jump]);
}
