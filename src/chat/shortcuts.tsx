import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { type TextKey, type Translate, useText } from '../i18n/index.ts';
import { appear, focusRing, IconButton, styled } from '../ui/index.ts';
import { mac } from './keyboard.ts';

const Card = styled('div', {
  base: {
    ...appear,
    ...focusRing,
    position: 'absolute',
    zIndex: '20',
    insetInline: '8px',
    bottom: '8px',
    maxW: '440px',
    marginInline: 'auto',
    maxH: 'calc(100% - 16px)',
    overflowY: 'auto',
    p: '4',
    bg: 'surface',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: 'card',
    boxShadow: 'floating',
  },
});
const Head = styled('div', { base: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: '2' } });
const Title = styled('h3', { base: { margin: '0', textStyle: 'md', fontWeight: '600' } });
const List = styled('dl', {
  base: { display: 'grid', gridTemplateColumns: 'minmax(96px, auto) 1fr', columnGap: '4', rowGap: '2', margin: '8px 0 0', textStyle: 'sm' },
});
const Keys = styled('dt', { base: { display: 'flex', flexWrap: 'wrap', gap: '1', margin: '0' } });
const Meaning = styled('dd', { base: { margin: '0', color: 'muted', minWidth: '0' } });
const Key = styled('kbd', {
  base: {
    px: '1',
    minW: '20px',
    height: '20px',
    textAlign: 'center',
    fontFamily: 'inherit',
    textStyle: 'xs',
    display: 'inline-grid',
    placeItems: 'center',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'line',
    borderRadius: '4px',
    bg: 'subtle',
    color: 'text',
  },
});

/** Looks the same everywhere. */
type Sign = '?' | '/' | 'F3';
const isSign = (key: TextKey | Sign): key is Sign => key === '?' || key === '/' || key === 'F3';

/** Keys are named by the catalogue, except signs that look the same everywhere. */
const own: readonly (readonly [readonly (TextKey | Sign)[], TextKey])[] = [
  [['shortcuts.key.enter'], 'shortcuts.send'],
  [['shortcuts.key.shift', 'shortcuts.key.enter'], 'shortcuts.break'],
  [['shortcuts.key.up'], 'shortcuts.recall'],
  [['shortcuts.key.escape'], 'shortcuts.stop'],
  [['shortcuts.key.up', 'shortcuts.key.down', 'shortcuts.key.home', 'shortcuts.key.end'], 'shortcuts.transcript'],
  [[mac() ? 'shortcuts.key.find.mac' : 'shortcuts.key.find'], 'shortcuts.find'],
  [['F3'], 'shortcuts.find.walk'],
  [['/'], 'shortcuts.composer'],
  [['?'], 'shortcuts.help'],
];

export interface Shortcut {
  /** Pressed together, as they are printed on a keyboard. */
  readonly keys: readonly string[];
  readonly meaning: string;
}

/** Every key the chat knows. */
export function chatShortcuts(t: Translate): readonly Shortcut[] {
  return own.map(([keys, meaning]) => ({ keys: keys.map((key) => (isSign(key) ? key : t(key))), meaning: t(meaning) }));
}

export interface ShortcutsProps {
  /** The chat's own where nothing is said. */
  readonly rows?: readonly Shortcut[];
  readonly onClose: () => void;
}

/** Keys and what they do, over the part of the page they work in and nothing else of it. It is not modal: Escape, Tab or its button end it. */
export function Shortcuts({ rows, onClose }: ShortcutsProps): ReactNode {
  const t = useText();
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = card.current?.getRootNode() as Document | ShadowRoot | undefined;
    const before = root?.activeElement;
    card.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <Card
      ref={card}
      role="dialog"
      aria-label={t('shortcuts.title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
      onBlur={(event) => {
        const { relatedTarget } = event;
        if (relatedTarget instanceof Node && !event.currentTarget.contains(relatedTarget)) onClose();
      }}
    >
      <Head>
        <Title>{t('shortcuts.title')}</Title>
        <IconButton icon="close" label={t('shortcuts.close')} onClick={onClose} />
      </Head>
      <List>
        {(rows ?? chatShortcuts(t)).map(({ keys, meaning }) => (
          <Fragment key={meaning}>
            <Keys>
              {keys.map((key) => (
                <Key key={key}>{key}</Key>
              ))}
            </Keys>
            <Meaning>{meaning}</Meaning>
          </Fragment>
        ))}
      </List>
    </Card>
  );
}
