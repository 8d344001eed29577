import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { InlinePanel } from '../escalation/index.ts';
import { useText } from '../i18n/index.ts';
import { useSavedAnswers } from '../queries/staff.ts';
import { COARSE, focusRing, focusRingAt, styled, VisuallyHidden } from '../ui/index.ts';
import { step } from './step.ts';

const Search = styled('input', {
  base: {
    ...focusRing,
    appearance: 'none',
    display: 'block',
    width: '100%',
    minH: '9',
    px: '3',
    bg: 'surface',
    color: 'text',
    textStyle: 'md',
    fontFamily: 'inherit',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    '&::placeholder': { color: 'muted', opacity: '1' },
    [COARSE]: { fontSize: '16px', minH: '11' },
  },
});
const List = styled('ul', { base: { margin: '0', padding: '0', listStyleType: 'none', maxH: '240px', overflowY: 'auto' } });
const Answer = styled('button', {
  base: {
    ...focusRingAt('-2px'),
    appearance: 'none',
    display: 'block',
    width: 'full',
    px: '3',
    py: '2',
    minH: '11',
    borderWidth: '0',
    borderRadius: 'control',
    bg: 'transparent',
    color: 'text',
    textAlign: 'start',
    cursor: 'pointer',
    '&:hover': { bg: 'subtle' },
  },
});
const Title = styled('span', { base: { display: 'block', textStyle: 'sm', fontWeight: '500' } });
const Text = styled('span', {
  base: { display: 'block', textStyle: 'sm', color: 'muted', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});
const Picking = styled('div', { base: { display: 'grid', gap: '2' } });
const Said = styled('p', { base: { margin: '0', textStyle: 'sm', color: 'muted' } });

export interface SavedPanelProps {
  readonly onInsert: (text: string) => void;
  readonly onClose: () => void;
}

/** Texts that are sent often: one is put into the field, where it is read once more before it is sent. */
export function SavedPanel({ onInsert, onClose }: SavedPanelProps): ReactNode {
  const t = useText();
  const [search, setSearch] = useState('');
  const { answers, failed } = useSavedAnswers(useDeferredValue(search.trim()));
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const pick = (text: string): void => {
    onClose();
    onInsert(text);
  };
  const none = answers?.length === 0;
  return (
    <InlinePanel title={t('desk.saved')} onCancel={onClose}>
      <Picking onKeyDown={moveThrough}>
        <Search
          ref={input}
          type="search"
          value={search}
          placeholder={t('desk.saved.search')}
          aria-label={t('desk.saved.search')}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
        />
        <List aria-label={t('desk.saved')}>
          {(answers ?? []).map(({ id, title, text }) => (
            <li key={id}>
              <Answer type="button" data-answer="" onClick={() => pick(text)}>
                <Title>{title}</Title>
                <Text>{text}</Text>
              </Answer>
            </li>
          ))}
        </List>
      </Picking>
      {failed ? <Said role="status">{t('desk.saved.failed')}</Said> : null}
      {none && !failed ? <Said role="status">{t('desk.saved.none')}</Said> : null}
      {answers === null && !failed ? <VisuallyHidden role="status">{t('desk.saved.loading')}</VisuallyHidden> : null}
    </InlinePanel>
  );
}

/** The arrow keys go from the field through the answers and back; Enter in the field takes the first. */
function moveThrough(event: KeyboardEvent<HTMLElement>): void {
  const at = step(event, 'input, [data-answer]', { home: false });
  if (event.key !== 'Enter' || at !== 0) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>('[data-answer]')?.click();
}
