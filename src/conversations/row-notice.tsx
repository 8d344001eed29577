import type { ReactNode } from 'react';
import { type TextKey, useText } from '../i18n/index.ts';
import { appear, Button, IconButton, styled } from '../ui/index.ts';
import { titleOf } from './preview.ts';
import type { RowCommands, RowNotice } from './row-commands.ts';

/** There from the beginning, so that a screen reader hears what comes into it. */
const Place = styled('div', { base: { position: 'absolute', insetInline: '12px', bottom: '12px', zIndex: '5' } });
const Card = styled('div', {
  base: {
    ...appear,
    display: 'flex',
    alignItems: 'center',
    gap: '1',
    ps: '3',
    pe: '1',
    py: '1',
    minH: '11',
    bg: 'surface',
    color: 'text',
    textStyle: 'sm',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'card',
    boxShadow: 'floating',
  },
});
const Sentence = styled('p', { base: { flex: '1 1 auto', minWidth: '0', margin: '0', py: '1', overflowWrap: 'anywhere' } });

const said: Record<RowNotice['kind'], TextKey> = {
  closing: 'list.closing',
  closed: 'list.closed.done',
  reopening: 'list.reopening',
  reopened: 'list.reopened',
  'close-failed': 'list.close.failed',
  'reopen-failed': 'list.reopen.failed',
  'rename-failed': 'list.rename.failed',
};

/** A title that leaves room for the sentence around it. */
const short = (title: string): string => (title.length <= 32 ? title : `${title.slice(0, 31).trimEnd()}…`);

/** What was done from the list, and for a while the way back. */
export function RowNoticeBar({
  notice,
  staff,
  undo,
  dismiss,
  hold,
}: Pick<RowCommands, 'notice' | 'undo' | 'dismiss' | 'hold'> & { readonly staff: boolean }): ReactNode {
  const t = useText();
  return (
    <Place role="status">
      {notice === null ? null : (
        <Card
          data-notice={notice.kind}
          onMouseEnter={() => hold(true)}
          onMouseLeave={() => hold(false)}
          onFocus={() => hold(true)}
          onBlur={() => hold(false)}
        >
          <Sentence>
            {t(said[notice.kind], { title: short(titleOf(notice.conversation, staff, t)) })}
            {notice.message === null ? null : ` ${notice.message}`}
          </Sentence>
          {notice.kind === 'closed' ? (
            <Button look="link" onClick={undo} style={{ marginInlineEnd: 8, minWidth: 44 }}>
              {t('list.undo')}
            </Button>
          ) : null}
          {notice.kind.endsWith('failed') ? <IconButton icon="close" label={t('list.dismiss')} onClick={dismiss} /> : null}
        </Card>
      )}
    </Place>
  );
}
