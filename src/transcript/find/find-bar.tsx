import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { type Translate, useText } from '../../i18n/index.ts';
import { appear, Button, IconButton, SearchInput, styled } from '../../ui/index.ts';
import { type Hits, useHits } from './hits.ts';
import { useMarks } from './marks.ts';
import { type History, type Reach, useReach } from './reach.ts';

const Card = styled('div', {
  base: {
    ...appear,
    position: 'absolute',
    zIndex: '10',
    top: '8px',
    insetInline: '8px',
    maxW: '440px',
    marginInline: 'auto',
    p: '2',
    bg: 'surface',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'card',
    boxShadow: 'floating',
  },
});
const Line = styled('div', { base: { display: 'flex', alignItems: 'center', gap: '1' } });
const Said = styled('div', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '2',
    minH: '5',
    paddingTop: '1',
    px: '1',
    textStyle: 'xs',
    color: 'muted',
    fontVariantNumeric: 'tabular-nums',
  },
});
const Words = styled('span', { base: { flex: '1 1 auto', minWidth: '0' } });

export interface FindBarProps extends History {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Brings the message into view, by the words in it. */
  readonly show: (key: string, words: string) => void;
  readonly onClose: () => void;
  /** Rises each time it is asked for while it is open. */
  readonly asked: number;
}

/** Looks for words in the conversation: in what is loaded, then page by page in its history. It covers the log and moves nothing. */
export function FindBar({ scroller, show, onClose, asked, ...history }: FindBarProps): ReactNode {
  const t = useText();
  const [text, setText] = useState('');
  const field = useFocused(asked);
  const hits = useHits(history.items, text);
  const reach = useReach(hits, history);
  const { at, walk } = useWalk(hits, history.hasEarlier ? reach.further : null);
  const current = hits.keys[at] ?? null;
  useMarks(scroller, hits.words, current);
  const { words } = hits;
  useEffect(() => {
    if (current !== null) show(current, words);
  }, [current, words, show]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'F3' || (event.key === 'Enter' && event.target === field.current)) walk(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const none = hits.keys.length === 0;
  return (
    <Card role="search" aria-label={t('find.label')} onKeyDown={onKeyDown}>
      <Line>
        <SearchInput ref={field} value={text} label={t('find.label')} onChange={setText} />
        <IconButton icon="down" flip label={t('find.older')} disabled={none} onClick={() => walk(1)} />
        <IconButton icon="down" label={t('find.newer')} disabled={none} onClick={() => walk(-1)} />
        <IconButton icon="close" label={t('find.close')} onClick={onClose} />
      </Line>
      <Said>
        <Words role="status">{said(hits, at, reach.state, history, t)}</Words>
        {reach.state === 'limit' || reach.state === 'failed' ? (
          <Button look="link" style={{ minHeight: 0 }} onClick={reach.further}>
            {t('find.further')}
          </Button>
        ) : null}
      </Said>
    </Card>
  );
}

function said({ words, keys, of }: Hits, at: number, state: Reach['state'], { items, hasEarlier }: History, t: Translate): string {
  if (words === '') return t('find.hint');
  const count = items.length;
  if (state === 'reading') return t('find.reading', { count });
  if (state === 'failed') return t('find.failed');
  if (keys.length > 0) return t(hasEarlier ? 'find.at.loaded' : 'find.at', { at: at + 1, count: keys.length });
  if (of === null || state === 'looking') return '';
  return state === 'limit' ? t('find.none.loaded', { count }) : t('find.none');
}

/** The field has the focus when it comes and each time it is asked for; who had it before has it again at the end. */
function useFocused(asked: number): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const root = field.current?.getRootNode() as Document | ShadowRoot | undefined;
    const before = root?.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    if (asked <= 0) return;
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, [asked]);
  return field;
}

/** From hit to hit, to older ones and round again; at the oldest of those loaded further back, where there is more. */
function useWalk(hits: Hits, further: (() => void) | null): { readonly at: number; walk(by: 1 | -1): void } {
  const [place, setPlace] = useState<{ words: string; key: string | null; at: number }>({ words: '', key: null, at: 0 });
  const count = hits.keys.length;
  // Hits that came before or after it do not move the one that is looked at.
  const kept = place.words === hits.words && place.key !== null ? hits.keys.indexOf(place.key) : -1;
  const at = kept >= 0 ? kept : place.words === hits.words ? Math.min(place.at, Math.max(0, count - 1)) : 0;
  return {
    at,
    walk(by) {
      if (count === 0) return;
      const next = at + by;
      if (next >= count && further !== null) {
        further();
        // The next one, as soon as it is found.
        setPlace({ words: hits.words, key: null, at: next });
        return;
      }
      const round = (next + count) % count;
      setPlace({ words: hits.words, key: hits.keys[round] ?? null, at: round });
    },
  };
}
