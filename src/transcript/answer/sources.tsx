import { type MouseEvent, type ReactNode, use, useEffect, useId, useRef } from 'react';
import { type TextKey, useText } from '../../i18n/index.ts';
import type { Source, SourceKind } from '../../protocol/vocabulary.ts';
import { appear, COARSE, focusRing, Icon, IconButton, styled, WIDE } from '../../ui/index.ts';
import { cleanLabel } from '../markdown/clean.ts';
import { sourceAddress } from '../markdown/links.ts';
import { type OpenSource, SourceContext } from './source-context.ts';

/** The word says what the numbers count. */
const Told = styled('div', {
  base: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '3',
    rowGap: '2',
    marginTop: '16px',
    '& > span': { flex: '1 0 100%', textStyle: 'xs', color: 'muted' },
    [WIDE]: { flexWrap: 'nowrap', '& > span': { flex: 'none', py: '2' } },
  },
});
const List = styled('ul', {
  base: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2',
    minWidth: '0',
    margin: '0',
    padding: '0',
    listStyleType: 'none',
    '& > li': { minWidth: '0', maxW: 'full' },
  },
});
const Chip = styled('a', {
  base: {
    ...focusRing,
    appearance: 'none',
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2',
    maxW: 'min(280px, 100%)',
    minH: '8',
    px: '2',
    bg: 'transparent',
    borderRadius: 'control',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    textStyle: 'sm',
    color: 'text',
    textAlign: 'start',
    textDecoration: 'none',
    [COARSE]: { minH: '11', px: '3' },
    '&:is([href], button)': { cursor: 'pointer' },
    '&:is([href], button):hover, &[aria-expanded=true]': { bg: 'subtle' },
  },
});
const Mark = styled('span', {
  base: {
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    minW: '16px',
    height: '16px',
    px: '1',
    borderRadius: '4px',
    bg: 'subtle',
    textStyle: 'xs',
    fontWeight: '600',
    color: 'muted',
    fontVariantNumeric: 'tabular-nums',
    '[aria-expanded=true] > &': { bg: 'text', color: 'surface' },
  },
});
const Title = styled('span', { base: { minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } });

/** Numbered chips. Addresses come from the server's own field, never from the answer's text (H31). */
export function Sources({ sources }: { readonly sources: readonly Source[] }): ReactNode {
  const t = useText();
  return (
    <Told>
      <span aria-hidden="true">{t('message.sources')}</span>
      <List aria-label={t('message.sources')}>
        {sources.map((source, index) => (
          <li key={`${index}-${source.url}`}>
            <SourceChip source={source} number={index + 1} />
          </li>
        ))}
      </List>
    </Told>
  );
}

/** Opens its card where there is a place for one, else the source itself; it is a link all the same, for a new tab or to be copied. */
function SourceChip({ source, number }: Omit<OpenSource, 'opener'>): ReactNode {
  const place = use(SourceContext);
  const title = cleanLabel(source.title);
  const href = sourceAddress(source.url, location.origin);
  const link = href === null ? null : { href, target: '_blank', rel: 'noopener noreferrer', title };
  const expands = place === null ? {} : { 'aria-expanded': place.open?.source === source };
  const press = (event: MouseEvent<HTMLElement>): void => {
    // With a modifier the browser does what it does with any link.
    if (place === null || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    place.show(place.open?.source === source ? null : { source, number, opener: event.currentTarget });
  };
  const as = place === null ? ({ as: 'span' } as const) : ({ as: 'button', type: 'button', title } as const);
  return (
    <Chip {...(link ?? as)} {...expands} onClick={press}>
      <Mark>{number}</Mark>
      <Title>{title}</Title>
    </Chip>
  );
}

/** In the margin beside the column where the panel is wide enough for both, else over its end. */
const Card = styled('section', {
  base: {
    ...appear,
    ...focusRing,
    position: 'absolute',
    zIndex: '5',
    insetInline: '16px',
    bottom: 'calc(12px + var(--aics-line-room, 0px))',
    display: 'flex',
    flexDirection: 'column',
    gap: '2',
    p: '4',
    bg: 'surface',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'card',
    boxShadow: 'floating',
    maxH: 'calc(100% - 24px - var(--aics-line-room, 0px))',
    overflowY: 'auto',
    [WIDE]: {
      insetInlineStart: 'auto',
      insetInlineEnd: '24px',
      bottom: 'auto',
      top: '24px',
      width: 'clamp(240px, calc((100cqw - 720px) / 2 - 40px), 320px)',
    },
  },
});
const CardHead = styled('div', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '2',
    textStyle: 'sm',
    color: 'muted',
    '& > button': { marginInlineStart: 'auto', my: '-4px', marginInlineEnd: '-8px' },
  },
});
const CardTitle = styled('h3', { base: { margin: '0', textStyle: 'md', fontWeight: '600', color: 'text', overflowWrap: 'anywhere' } });
const Host = styled('p', { base: { margin: '0', textStyle: 'sm', color: 'muted', overflowWrap: 'anywhere' } });
const OpenLink = styled('a', {
  base: {
    ...focusRing,
    alignSelf: 'flex-start',
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2',
    minH: '8',
    borderRadius: 'control',
    textStyle: 'sm',
    fontWeight: '500',
    color: 'accent',
    textDecoration: 'none',
    '&:hover': { textDecoration: 'underline' },
  },
});

const kinds: Record<SourceKind, TextKey> = {
  HELP_ARTICLE: 'source.article',
  ORDER: 'source.order',
  PRODUCT: 'source.product',
  POLICY: 'source.policy',
};

/** One source: what it is, where it is, and the way there. Escape closes it and the focus goes back to its chip. */
export function SourceCard({ open, onClose }: { readonly open: OpenSource; readonly onClose: () => void }): ReactNode {
  const heading = useId();
  const frame = useRef<HTMLElement>(null);
  const { source, number, opener } = open;
  useEffect(() => {
    if (source) frame.current?.focus({ preventScroll: true });
  }, [source]);
  const close = (): void => {
    onClose();
    opener.focus({ preventScroll: true });
  };
  return (
    <Card
      ref={frame}
      role="dialog"
      aria-labelledby={heading}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <SourceDetails {...{ source, number, heading }} onClose={close} />
    </Card>
  );
}

export interface SourceDetailsProps extends Omit<OpenSource, 'opener'> {
  /** Id of the title, by which what is around it is named. */
  readonly heading: string;
  /** Null: there is nothing to close. */
  readonly onClose: (() => void) | null;
}

/** What a source is, where it is, and the way there. */
export function SourceDetails({ source, number, heading, onClose }: SourceDetailsProps): ReactNode {
  const t = useText();
  const href = sourceAddress(source.url, location.origin);
  return (
    <>
      <CardHead>
        <Mark>{number}</Mark>
        {t(kinds[source.kind])}
        {onClose === null ? null : <IconButton icon="close" label={t('source.close')} onClick={onClose} />}
      </CardHead>
      <CardTitle id={heading}>{cleanLabel(source.title)}</CardTitle>
      <Host>{href === null ? t('source.shut') : new URL(href).host}</Host>
      {href === null ? null : (
        <OpenLink href={href} target="_blank" rel="noopener noreferrer">
          <Icon name="document" size={16} />
          {t('source.open')}
        </OpenLink>
      )}
    </>
  );
}
