import type { ReactNode } from 'react';
import { type TextKey, useText } from '../i18n/index.ts';
import { Button, styled } from '../ui/index.ts';
import type { ListFilter } from './filter.ts';

const Frame = styled('div', { base: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '1', px: '4', py: '6' } });
const Head = styled('p', { base: { margin: '0', textStyle: 'md', fontWeight: '500', maxW: 'full', overflowWrap: 'anywhere' } });
const Sentence = styled('p', { base: { margin: '0', textStyle: 'sm', color: 'muted' } });

const said: Record<ListFilter, readonly [TextKey, TextKey]> = {
  all: ['list.empty.title', 'list.empty.line'],
  open: ['list.empty.open.title', 'list.empty.open.line'],
  closed: ['list.empty.closed.title', 'list.empty.closed.line'],
  waiting: ['list.empty.waiting.title', 'list.empty.waiting.line'],
};

/** Nothing to list: why, and the way to a first conversation where that helps. */
export function EmptyList({ filter, onNew }: { readonly filter: ListFilter; readonly onNew?: (() => void) | undefined }): ReactNode {
  const t = useText();
  const [head, sentence] = said[filter];
  return (
    <Frame role="status">
      <Head>{t(head)}</Head>
      <Sentence>{t(sentence)}</Sentence>
      {onNew === undefined || (filter !== 'all' && filter !== 'open') ? null : (
        <Button icon="plus" onClick={onNew} style={{ marginTop: 12 }}>
          {t('list.start')}
        </Button>
      )}
    </Frame>
  );
}

/** A search that found nothing: what was searched, and where else to look. */
export function NothingFound({ searched, onAll }: { readonly searched: string; readonly onAll?: (() => void) | undefined }): ReactNode {
  const t = useText();
  return (
    <Frame role="status">
      <Head>{t('list.empty.search.title', { text: searched })}</Head>
      <Sentence>{t('list.empty.search.line')}</Sentence>
      {onAll === undefined ? null : (
        <Button onClick={onAll} style={{ marginTop: 12 }}>
          {t('list.empty.search.all')}
        </Button>
      )}
    </Frame>
  );
}
