import { type ReactElement, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type CacheSnapshot, type CustomItemComponent, Virtualizer, type VirtualizerHandle } from 'virtua';
import { useDates, useText } from '../i18n/index.ts';
import { neededPart } from '../queries/parts.ts';
import type { TranscriptItem } from '../session/select.ts';
import { appear, Button, COARSE, focusRingAt, later, styled, WIDE } from '../ui/index.ts';
import { ActionsContext, type OpenMessage, OpenMessageContext, OriginsContext, type TranscriptActions } from './actions.ts';
import { Announcer } from './announcer.tsx';
import { type OpenSource, SourceContext, type SourcePlace } from './answer/source-context.ts';
import { SourceCard } from './answer/sources.tsx';
import { useCopy } from './copy.ts';
import type { FindBarProps } from './find/find-bar.tsx';
import { markStyle } from './find/marks.ts';
import { useShow } from './find/show.ts';
import { HoldContext, ListFrame, ListItem } from './growing-row.tsx';
import { useBuffer, useEarlier, useFollowing, useMissed, useOpening, useOwnJumps, useShift } from './list-hooks.ts';
import { useRoving } from './roving.ts';
import { TranscriptRow } from './row.tsx';
import { createRows, type DescribeTransition, type Row } from './rows.ts';
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
  // Only while one looks for words: with these rules the browser works out two styles more for every element below.
  variants: { marked: { true: markStyle, false: {} } },
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

/** What the list knows of rows before it has measured any: their height, px. Less, and it draws rows at first that are not seen. */
const UNMEASURED: CacheSnapshot = [[], 88];
const noActions: TranscriptActions = {};
const bringFind = neededPart('find', () => import('./find/find-bar.tsx'));
const FindBar = later<FindBarProps>(
  async () => (await bringFind()).FindBar,
  ({ onClose }) => onClose(),
);
const noOrigins: ReadonlySet<string> = new Set();

/** Letters typed right after its key are for it: it is there before anybody presses that, and after everything that is seen. */
const REST_MS = 3_000;
function whenAtRest(): () => void {
  const timer = setTimeout(FindBar.fetch, REST_MS);
  return () => clearTimeout(timer);
}

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
  /** Above 0 one looks for words in the conversation; rises each time that is asked for. */
  readonly find?: number;
  readonly onFindEnd?: () => void;
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

function List({ items, rows, stretch, own, card, find = 0, onFindEnd, ...history }: ListProps): ReactNode {
  const { hasEarlier, loadingEarlier, onEarlier } = history;
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const stick = useStick(scroller, list);
  const shift = useShift(rows);
  const buffer = useBuffer(stick.atEnd);
  const roving = useRoving(rows, scroller, list, stretch);
  const sources = use(SourceContext);
  const missed = useMissed(rows, stick.atEnd);
  const copy = useCopy(items, rows, scroller, own);
  const keep = useMemo(() => [roving.active, copy.held].filter((index) => index !== null), [roving.active, copy.held]);
  const show = useShow(rows, stretch, scroller, list, stick.leave);
  useEffect(whenAtRest, []);
  useOwnJumps(rows, own, stick.jump);
  useFollowing(rows, stick.follow);
  const draw = useDrawn(own);
  useOpening(rows, stick.openAt);
  const askEarlier = useEarlier({ rows, scroller, list, stick, stretch, ...history });
  return (
    <Frame>
      <Scroller
        ref={scroller}
        marked={find > 0}
        role="log"
        aria-live="off"
        aria-label={t('transcript.label')}
        tabIndex={0}
        onKeyDown={(event) => {
          copy.onKeyDown(event);
          roving.onKeyDown(event);
        }}
        onCopy={copy.onCopy}
        onBlur={roving.onBlur}
        onScroll={() => {
          stick.onScroll();
          buffer.grow();
          askEarlier();
        }}
      >
        <HoldContext value={stick.hold}>
          <Virtualizer
            ref={list}
            scrollRef={scroller}
            data={rows}
            as={ListFrame}
            item={ListItem as CustomItemComponent}
            bufferSize={buffer.px}
            shift={shift}
            onResize={stick.follow}
            keepMounted={keep}
            cache={UNMEASURED}
          >
            {draw}
          </Virtualizer>
        </HoldContext>
      </Scroller>
      {find > 0 ? (
        <FindBar {...{ items, scroller, show, hasEarlier, loadingEarlier, onEarlier }} asked={find} onClose={() => onFindEnd?.()} />
      ) : null}
      {loadingEarlier && find === 0 ? (
        <Floating style={{ top: 8 }}>
          <Earlier>{t('transcript.earlier')}</Earlier>
        </Floating>
      ) : null}
      {card && sources?.open ? <SourceCard open={sources.open} onClose={() => sources.show(null)} /> : null}
      {stick.atEnd ? null : <ToEnd missed={missed} onPress={stick.jump} />}
    </Frame>
  );
}

/** Draws a row as the very element it was drawn as before, so that the list passes over what did not change. */
function useDrawn(own: (item: TranscriptItem) => boolean): (row: Row) => ReactElement {
  return useMemo(() => {
    const drawn = new WeakMap<Row, ReactElement>();
    return (row) => {
      const known = drawn.get(row) ?? <TranscriptRow key={row.key} row={row} own={own(row.item)} />;
      drawn.set(row, known);
      return known;
    };
  }, [own]);
}

/** The way down, and what came meanwhile. */
function ToEnd({ missed, onPress }: { readonly missed: number; readonly onPress: () => void }): ReactNode {
  const t = useText();
  return (
    <Floating edge style={{ bottom: 'calc(12px + var(--aics-line-room, 0px))' }}>
      <Button
        icon="down"
        onClick={onPress}
        {...(missed > 0 ? {} : { 'aria-label': t('transcript.latest'), title: t('transcript.latest') })}
      >
        {missed > 0 ? t('transcript.latest.new', { count: missed }) : null}
      </Button>
    </Floating>
  );
}
