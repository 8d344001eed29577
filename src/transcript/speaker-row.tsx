import { type ReactNode, use } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import type { MessageView } from '../session/conversation.ts';
import { isOpen } from '../session/select.ts';
import { Avatar, FORCED, styled, VisuallyHidden } from '../ui/index.ts';
import { OpenMessageContext, OriginsContext } from './actions.ts';
import { useAttempts } from './answer/attempts.tsx';
import { AnswerFooter } from './answer-footer.tsx';
import { cleanLabel } from './markdown/clean.ts';
import { Markdown } from './markdown/markdown.tsx';
import { When } from './when.tsx';

const Grid = styled('div', { base: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: '3', alignItems: 'start' } });
const Content = styled('div', {
  base: { minWidth: '0' },
  variants: {
    rule: {
      none: {},
      accent: { borderInlineStart: '2px solid', borderColor: 'accent', paddingInlineStart: '12px' },
      line: { borderInlineStart: '2px solid', borderColor: 'line', paddingInlineStart: '12px' },
    },
  },
});
const Head = styled('div', { base: { display: 'flex', alignItems: 'center', gap: '2', minH: '6', textStyle: 'sm', minWidth: '0' } });
const Name = styled('bdi', {
  base: { fontWeight: '600', color: 'text', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});
const Time = styled('time', { base: { flex: 'none', textStyle: 'xs', color: 'muted', fontVariantNumeric: 'tabular-nums' } });
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
  base: { display: 'grid', placeItems: 'center', width: '24px', height: '24px', borderRadius: 'control', bg: 'text', color: 'surface' },
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
  readonly first: boolean;
  readonly newest: boolean;
}

/** Assistant: text on the surface beside the mark. People: portrait, name and a rule. */
export function SpeakerRow({ message, first, newest }: SpeakerProps): ReactNode {
  const Open = use(OpenMessageContext);
  const assistant = message.author.role === 'ASSISTANT';
  const rule = assistant ? 'none' : message.author.role === 'AGENT' ? 'accent' : 'line';
  const body = (shown: MessageView): ReactNode => <Body message={shown} newest={newest} />;
  return (
    <Grid>
      {first ? <Portrait message={message} /> : <span />}
      <Content rule={rule}>
        <Heading message={message} first={first} />
        {first ? null : <When at={message.at} place="between" />}
        {Open && isOpen(message) ? <Open message={message}>{body}</Open> : body(message)}
      </Content>
    </Grid>
  );
}

function Portrait({ message }: { readonly message: MessageView }): ReactNode {
  const { author } = message;
  return author.role === 'ASSISTANT' ? <AssistantMark /> : <Avatar name={cleanLabel(author.name)} src={author.avatarUrl} size={24} />;
}

function Heading({ message, first }: { readonly message: MessageView; readonly first: boolean }): ReactNode {
  const t = useText();
  const dates = useDates();
  const { author } = message;
  const name = author.role === 'ASSISTANT' ? t('chat.assistant') : cleanLabel(author.name);
  const spoken = author.role === 'AGENT' ? t('message.person', { name }) : name;
  if (!first) return <VisuallyHidden>{`${spoken}: `}</VisuallyHidden>;
  return (
    <Head>
      <Name aria-hidden={spoken === name ? undefined : true}>{name}</Name>
      {spoken === name ? null : <VisuallyHidden>{spoken}</VisuallyHidden>}
      <Time dateTime={message.at} title={dates.full(message.at)}>
        {dates.time(message.at)}
      </Time>
    </Head>
  );
}

function Body({ message, newest }: { readonly message: MessageView; readonly newest: boolean }): ReactNode {
  const t = useText();
  const origins = use(OriginsContext);
  const open = isOpen(message);
  const attempts = useAttempts(message);
  const { shown } = attempts;
  const empty = shown.text === '';
  const step =
    message.activity !== null && message.activity.state === 'STARTED'
      ? `${cleanLabel(message.activity.label).replace(/[….]+$/u, '')}…`
      : t('message.thinking');
  return (
    <>
      {open && empty ? <Thinking>{step}</Thinking> : null}
      {empty ? null : <Markdown text={shown.text} open={open} sources={shown.sources} origins={origins} />}
      {open && !empty && message.activity?.state === 'STARTED' ? <Thinking style={{ marginTop: 12 }}>{step}</Thinking> : null}
      {message.author.role === 'ASSISTANT' ? <AnswerFooter message={message} attempts={attempts} open={open} newest={newest} /> : null}
    </>
  );
}
