import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../i18n/index.ts';
import { cleanLabel } from '../transcript/index.ts';
import { Button, COMPACT, focusRing, IconButton, LOW, Menu, type MenuItem, styled } from '../ui/index.ts';

const Bar = styled('header', {
  base: {
    display: 'flex',
    alignItems: 'center',
    gap: '1',
    flex: 'none',
    minH: '56px',
    [COMPACT]: { minH: '48px' },
    [LOW]: { minH: '40px', '& > div > p': { display: 'none' } },
    paddingInlineStart: '16px',
    paddingInlineEnd: '8px',
    borderBottom: '1px solid',
    borderColor: 'line',
    bg: 'surface',
    '@container aics (min-width: 640px)': { paddingInlineStart: '24px', paddingInlineEnd: '16px' },
  },
});
const Words = styled('div', { base: { flex: '1 1 auto', minWidth: '0' } });
const Title = styled('h2', {
  base: {
    margin: '0',
    textStyle: 'md',
    fontWeight: '600',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    unicodeBidi: 'plaintext',
  },
});
const Subtitle = styled('p', {
  base: { margin: '0', textStyle: 'xs', color: 'muted', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  variants: { standing: { true: { display: 'none', '@container aics (min-width: 640px)': { display: 'block' } }, false: {} } },
});
const Field = styled('input', {
  base: {
    ...focusRing,
    flex: '1 1 auto',
    minWidth: '0',
    minH: '9',
    px: '3',
    bg: 'surface',
    color: 'text',
    textStyle: 'md',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    '@media (pointer: coarse)': { fontSize: '16px' },
  },
});
const Form = styled('form', { base: { display: 'flex', alignItems: 'center', gap: '2', flex: '1 1 auto', minWidth: '0' } });
const Wide = styled('span', { base: { display: 'none', '@container aics (min-width: 640px)': { display: 'inline-flex' } } });
const Narrow = styled('span', { base: { display: 'inline-flex', '@container aics (min-width: 640px)': { display: 'none' } } });

export interface HeaderProps {
  readonly title: string;
  readonly subtitle: string;
  /** The subtitle is what is always said, and is left out where there is no room to say it whole. */
  readonly standing: boolean;
  readonly onBack: (() => void) | null;
  readonly onNew: (() => void) | null;
  readonly onClose: (() => void) | null;
  readonly onRename: ((title: string) => void) | null;
  readonly onPerson: (() => void) | null;
  /** What follows in the menu. */
  readonly more: readonly MenuItem[];
  /** Last in the bar, e.g. what closes the popup the chat lies in. */
  readonly headerEnd?: ReactNode;
}

/** What this conversation is, and everything that can be done with it. */
export function Header(props: HeaderProps): ReactNode {
  const t = useText();
  const [renaming, setRenaming] = useState(false);
  const bar = useRef<HTMLElement>(null);
  useBackToMenu(renaming, bar);
  if (renaming && props.onRename)
    return (
      <Bar ref={bar}>
        <Rename title={props.title} onSave={props.onRename} onDone={() => setRenaming(false)} />
        {props.headerEnd}
      </Bar>
    );
  const items: MenuItem[] = [];
  if (props.onRename) items.push({ key: 'rename', label: t('chat.rename'), icon: 'document', onSelect: () => setRenaming(true) });
  if (props.onClose) items.push({ key: 'close', label: t('chat.close'), icon: 'check', onSelect: props.onClose });
  items.push(...props.more);
  return (
    <Bar ref={bar}>
      {props.onBack ? <IconButton icon="back" label={t('chat.back')} onClick={props.onBack} style={{ marginInlineStart: -8 }} /> : null}
      <Words>
        <Title dir="auto">{cleanLabel(props.title)}</Title>
        <Subtitle standing={props.standing}>{cleanLabel(props.subtitle)}</Subtitle>
      </Words>
      {props.onPerson ? <PersonButton onPress={props.onPerson} crowded={props.onBack !== null && Boolean(props.headerEnd)} /> : null}
      {props.onNew ? <IconButton icon="plus" label={t('chat.new')} onClick={props.onNew} /> : null}
      {items.length > 0 ? <Menu label={t('chat.menu')} items={items} /> : null}
      {props.headerEnd}
    </Bar>
  );
}

/** The menu led to the field and has the focus again after it. */
function useBackToMenu(renaming: boolean, bar: RefObject<HTMLElement | null>): void {
  const before = useRef(renaming);
  useLayoutEffect(() => {
    if (before.current && !renaming) bar.current?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.focus();
    before.current = renaming;
  }, [renaming, bar]);
}

/** In full, in a word, or without where the bar is crowded; one of the two is laid out at a time, so a reader meets one button. */
function PersonButton({ onPress, crowded }: { readonly onPress: () => void; readonly crowded: boolean }): ReactNode {
  const t = useText();
  return (
    <>
      <Wide>
        <Button look="quiet" icon="person" onClick={onPress}>
          {t('person.ask')}
        </Button>
      </Wide>
      <Narrow>
        {crowded ? (
          <IconButton icon="person" label={t('person.ask')} onClick={onPress} />
        ) : (
          <Button look="quiet" icon="person" aria-label={t('person.ask')} title={t('person.ask')} onClick={onPress}>
            {t('person.ask.short')}
          </Button>
        )}
      </Narrow>
    </>
  );
}

function Rename({
  title,
  onSave,
  onDone,
}: {
  readonly title: string;
  readonly onSave: (title: string) => void;
  readonly onDone: () => void;
}): ReactNode {
  const t = useText();
  const [text, setText] = useState(title);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted !== '' && wanted !== title) onSave(wanted);
    onDone();
  };
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onDone();
  };
  return (
    <Form onSubmit={submit} onKeyDown={leave}>
      <Field
        autoFocus
        value={text}
        maxLength={120}
        aria-label={t('chat.rename.field')}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
      <Button look="quiet" onClick={onDone}>
        {t('chat.rename.cancel')}
      </Button>
      <Button look="filled" type="submit">
        {t('chat.rename.save')}
      </Button>
    </Form>
  );
}
