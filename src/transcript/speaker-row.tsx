import { type ReactNode, use } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import type { MessageView } from '../session/conversation.ts';
import { isOpen } from '../session/select.ts';
import { Avatar, FORCED, styled, transition, VisuallyHidden, WIDE } from '../ui/index.ts';
import { type Growth, OriginsContext } from './actions.ts';
import { useAttempts } from './answer/attempts.tsx';
import { AnswerFooter } from './answer-footer.tsx';
import { LiveMessage } from './live-message.tsx';
import { cleanLabel } from './markdown/clean.ts';
import { Markdown } from './markdown/markdown.tsx';
import { ROW_ATTRIBUTE } from './roving.ts';
import type { Row } from './rows.ts';
import { When } from './when.tsx';

/** The mark has a column of its own where there is room for one, else the text has the whole width. */
const Grid = styled('div', {
  base: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: '2',
    alignItems: 'start',
    [WIDE]: { gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: '3' },
  },
  variants: {
    headed: {
      true: { gridTemplateAreas: '"mark head" "body body"', [WIDE]: { gridTemplateAreas: '"mark head" ". body"' } },
      false: { gridTemplateAreas: '"body body"', [WIDE]: { gridTemplateAreas: '"mark body"' } },
    },
  },
});
const Marked = styled('span', {
  base: { gridArea: 'mark' },
  variants: { headed: { true: {}, false: { display: 'none', [WIDE]: { display: 'block' } } } },
});
const Content = styled('div', {
  base: { gridArea: 'body', position: 'relative', minWidth: '0' },
  variants: {
    rule: {
      none: {},
      accent: { borderInlineStart: '2px solid', borderColor: 'accent', paddingInlineStart: '12px' },
      line: { borderInlineStart: '2px solid', borderColor: 'line', paddingInlineStart: '12px' },
    },
  },
});
const Head = styled('div', {
  base: {
    gridArea: 'head',
    display: 'flex',
    alignItems: 'center',
    gap: '2',
    minH: '6',
    textStyle: 'sm',
    minWidth: '0',
    marginBottom: '4px',
    [WIDE]: { marginBottom: '0' },
  },
});
const Name = styled('bdi', {
  base: { fontWeight: '600', color: 'text', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});
const Time = styled('time', {
  base: { flex: 'none', textStyle: 'xs', color: 'muted', fontVariantNumeric: 'tabular-nums' },
  variants: {
    timed: {
      true: {},
      false: {
        ...transition('opacity'),
        opacity: '0',
        [`[${ROW_ATTRIBUTE}]:hover &, [${ROW_ATTRIBUTE}]:focus-within &`]: { opacity: '1' },
      },
    },
  },
});
const Thinking = styled('p', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '2',
    margin: '0',
    textStyle: 'md',
    color: 'muted',
    '&::after': {
      content: '""',
      flex: 'none',
      width: '6px',
      height: '6px',
      borderRadius: 'full',
      bg: 'muted',
      animation: 'aics-breathe 1600ms ease-in-out infinite',
      [FORCED]: { bg: 'CanvasText' },
    },
    '@media (prefers-reduced-motion: reduce)': { '&::after': { animation: 'none' } },
  },
});
const MarkFrame = styled('span', {
  base: { display: 'grid', placeItems: 'center', width: '24px', height: '24px', borderRadius: 'control', bg: 'subtle', color: 'text' },
});

/** The assistant's mark: ink on paper, no face. */
export function AssistantMark(): ReactNode {
  return (
    <MarkFrame aria-hidden="true">
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        focusable="false"
      >
        <path d="M2 3.5h10M2 7h7M2 10.5h4" />
      </svg>
    </MarkFrame>
  );
}

export interface SpeakerProps {
  readonly message: MessageView;
  readonly row: Row;
}

/** Assistant: text on the surface beside the mark. People: portrait, name and a rule. */
export function SpeakerRow({ message, row }: SpeakerProps): ReactNode {
  const assistant = message.author.role === 'ASSISTANT';
  const rule = assistant ? 'none' : message.author.role === 'AGENT' ? 'accent' : 'line';
  const headed = row.named || row.timed;
  return (
    <Grid headed={headed}>
      {row.first ? (
        <Marked headed={headed}>
          <Portrait message={message} />
        </Marked>
      ) : null}
      {headed ? <Heading message={message} row={row} /> : null}
      <Content rule={rule}>
        {headed ? null : <Unheaded message={message} />}
        <LiveMessage message={message} steady>
          {(shown, growth) => <Body message={shown} growth={growth} row={row} />}
        </LiveMessage>
      </Content>
    </Grid>
  );
}

function Portrait({ message }: { readonly message: MessageView }): ReactNode {
  const { author } = message;
  return author.role === 'ASSISTANT' ? <AssistantMark /> : <Avatar name={cleanLabel(author.name)} src={author.avatarUrl} size={24} />;
}

/** What a speaker is called, to the eye and to the ear. */
function useNames({ author }: MessageView): { readonly name: string; readonly spoken: string } {
  const t = useText();
  const name = author.role === 'ASSISTANT' ? t('chat.assistant') : cleanLabel(author.name);
  return { name, spoken: author.role === 'AGENT' ? t('message.person', { name }) : name };
}

/** To the eye the mark and the place say who speaks. */
function Unheaded({ message }: { readonly message: MessageView }): ReactNode {
  const { spoken } = useNames(message);
  return (
    <>
      <VisuallyHidden>{`${spoken}: `}</VisuallyHidden>
      <When at={message.at} place="between" />
    </>
  );
}

function Heading({ message, row }: SpeakerProps): ReactNode {
  const dates = useDates();
  const { name, spoken } = useNames(message);
  return (
    <Head>
      {row.named ? <Name aria-hidden={spoken === name ? undefined : true}>{name}</Name> : null}
      {row.named && spoken === name ? null : <VisuallyHidden>{spoken}</VisuallyHidden>}
      <Time timed={row.timed} dateTime={message.at} title={dates.full(message.at)}>
        {dates.time(message.at)}
      </Time>
    </Head>
  );
}

function Body({ message, growth, row }: SpeakerProps & { readonly growth: Growth | null }): ReactNode {
  const t = useText();
  const origins = use(OriginsContext);
  const open = isOpen(message);
  const attempts = useAttempts(message);
  const { shown } = attempts;
  const empty = shown.text === '';
  const step =
    message.activity?.state === 'STARTED' ? `${cleanLabel(message.activity.label).replace(/[….]+$/u, '')}…` : t('message.thinking');
  return (
    <>
      {open && empty ? <Thinking>{step}</Thinking> : null}
      {empty ? null : <Markdown text={shown.text} open={open} growth={growth} sources={shown.sources} origins={origins} />}
      {open && !empty && message.activity?.state === 'STARTED' ? <Thinking style={{ marginTop: 12 }}>{step}</Thinking> : null}
      {message.author.role === 'ASSISTANT' ? <AnswerFooter message={message} attempts={attempts} open={open} row={row} /> : null}
    </>
  );
}
