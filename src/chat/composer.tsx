import { type FormEvent, type KeyboardEvent, memo, type ReactNode, type Ref, useCallback, useId, useRef } from 'react';
import { useText } from '../i18n/index.ts';
import { COARSE, COMPACT, focusRing, Icon, LOW, styled, transition } from '../ui/index.ts';
import { coarse } from './keyboard.ts';
import { useRecall } from './recall.ts';

/** UTF-8 bytes a message may have; the server refuses longer ones (H34). */
export const MOST_BYTES = 8_000;
/** The counter appears for the last tenth. */
const COUNT_FROM = 0.9;

const Card = styled('form', {
  base: {
    ...transition('border-color'),
    position: 'relative',
    display: 'flex',
    alignItems: 'flex-end',
    gap: '2',
    p: '2',
    paddingInlineStart: '4',
    bg: 'surface',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'bubble',
    cursor: 'text',
    minH: '56px',
    [COMPACT]: { minH: '48px', py: '1' },
    [LOW]: { minH: '44px', py: '0' },
    '&:focus-within': { borderColor: 'accent', boxShadow: '0 0 0 1px var(--aics-colors-accent)' },
  },
});
/** The hidden copy gives the field its height: it grows with the text and nothing is measured. */
const Grow = styled('div', {
  base: {
    display: 'grid',
    flex: '1 1 auto',
    minWidth: '0',
    minH: '28px',
    maxH: '192px',
    [LOW]: { maxH: '72px' },
    my: '1',
    alignContent: 'safe center',
    overflowY: 'auto',
    textStyle: 'md',
    scrollbarWidth: 'thin',
    '& > *': {
      gridArea: '1 / 1',
      minWidth: '0',
      margin: '0',
      padding: '0',
      font: 'inherit',
      lineHeight: '24px',
      letterSpacing: 'inherit',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
    },
    '& > span': { visibility: 'hidden', pointerEvents: 'none' },
    '& > textarea': {
      appearance: 'none',
      display: 'block',
      width: '100%',
      height: '100%',
      minHeight: '24px',
      overflow: 'hidden',
      resize: 'none',
      borderWidth: '0',
      outline: 'none',
      bg: 'transparent',
      color: 'text',
      '&::placeholder': { color: 'muted', opacity: '1', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
    },
    // As high as the button beside it, so that one line of text stands in its middle.
    [COARSE]: { minH: '36px', '& > *': { fontSize: '16px' } },
  },
  variants: {
    // Beyond what is ever seen of it the copy is cut off and the field scrolls by itself: neither is laid out whole with every letter.
    long: {
      true: {
        '& > span': { maxH: '192px', overflow: 'hidden', [LOW]: { maxH: '72px' } },
        '& > textarea': { overflowY: 'auto', scrollbarWidth: 'thin' },
      },
      false: {},
    },
  },
});
/** Characters that are more than eight lines in the widest field, however narrow they are. */
const LONG = 2_000;
const SendButton = styled('button', {
  base: {
    ...focusRing,
    ...transition('background-color', 'color', 'opacity'),
    appearance: 'none',
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    width: '36px',
    height: '36px',
    borderWidth: '0',
    borderRadius: 'calc(var(--aics-radii-bubble) - 4px)',
    cursor: 'pointer',
    bg: 'accent',
    color: 'onAccent',
    '&:hover': { opacity: '.9' },
    '&:disabled': { bg: 'subtle', color: 'muted', cursor: 'default', opacity: '1' },
    [COARSE]: { width: '44px', height: '44px' },
  },
  // Quiet: while an answer is written the eye belongs to that.
  variants: {
    stop: {
      true: { bg: 'subtle', color: 'text', borderWidth: '1px', borderStyle: 'solid', borderColor: 'control' },
      false: {},
    },
  },
});
const Counter = styled('span', {
  base: {
    display: 'block',
    flex: 'none',
    minH: '4',
    textStyle: 'xs',
    whiteSpace: 'nowrap',
    color: 'muted',
    fontVariantNumeric: 'tabular-nums',
    textAlign: 'end',
  },
  variants: { over: { true: { color: 'bad', fontWeight: '500' }, false: {} } },
});
const Below = styled('div', {
  base: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: '3',
    minH: '24px',
    px: '1',
    paddingTop: '2',
    textStyle: 'xs',
    color: 'muted',
    // Only the counter is worth a line there.
    [LOW]: { minH: '0', paddingTop: '0', '& > span:empty': { display: 'none' } },
  },
});
const Hint = styled('span', {
  base: { [LOW]: { display: 'none' }, minWidth: '0', overflowWrap: 'break-word' },
});

export interface ComposerProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly onSend: (text: string) => void;
  /** Set while an answer is being produced. */
  readonly onStop: (() => void) | null;
  readonly placeholder: string;
  /** A line beneath, gone while the counter speaks. */
  readonly hint: string;
  readonly mostBytes?: number;
  readonly onTyping?: (typing: boolean) => void;
  /** What was sent before, newest first: the arrow keys bring it back into an empty field. */
  readonly recent?: readonly string[];
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** One card, one to eight lines. Enter sends, Shift and Enter breaks the line; send becomes stop in its place. */
export function Composer(props: ComposerProps): ReactNode {
  const { value, onChange, onSend, onStop, placeholder, hint, mostBytes = MOST_BYTES, onTyping, recent = none, ref } = props;
  const t = useText();
  const about = useId();
  const form = useRef<HTMLFormElement>(null);
  const room = roomIn(value, mostBytes);
  const sendable = value.trim() !== '' && room.left >= 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (sendable) {
      onSend(value.trim());
      onChange('');
      onTyping?.(false);
    }
    form.current?.querySelector('textarea')?.focus();
  };
  const recall = useRecall(value, recent, onChange);
  const latest = useRef(onStop);
  latest.current = onStop;
  // The button becomes one that cannot be pressed and would lose the focus; a finger's keyboard is not called up for it.
  const stop = useCallback((): void => {
    latest.current?.();
    if (!coarse()) form.current?.querySelector('textarea')?.focus();
  }, []);
  const stopping = onStop !== null && value.trim() === '';
  const change = (text: string): void => {
    onChange(text);
    onTyping?.(text.trim() !== '');
  };
  return (
    <div>
      <Card ref={form} onSubmit={submit} onPointerDown={(event) => focusField(event.target, form.current)}>
        <Grow long={value.length > LONG}>
          <textarea
            ref={ref}
            rows={1}
            value={value}
            placeholder={placeholder}
            aria-label={t('composer.label')}
            aria-describedby={about}
            aria-invalid={room.left < 0 || undefined}
            dir="auto"
            enterKeyHint="send"
            autoComplete="off"
            onChange={(event) => change(event.target.value)}
            onKeyDown={(event) => {
              if (!recall(event)) onKey(event, onStop);
            }}
            onBlur={() => onTyping?.(false)}
          />
          <span aria-hidden="true">{`${value.slice(0, LONG)}\u200B`}</span>
        </Grow>
        <SendOrStop stopping={stopping} sendable={sendable} onStop={stop} />
      </Card>
      <Foot
        id={about}
        over={room.left < 0}
        hint={room.left < 0 ? t('composer.too-long') : room.shown ? '' : hint}
        count={room.shown ? t(room.left < 0 ? 'composer.over' : 'composer.left', { count: Math.abs(room.left) }) : ''}
      />
    </div>
  );
}

interface SendOrStopProps {
  readonly stopping: boolean;
  readonly sendable: boolean;
  readonly onStop: () => void;
}

/** One button in one place. Left alone while one writes on. */
const SendOrStop = memo(function SendOrStop({ stopping, sendable, onStop }: SendOrStopProps): ReactNode {
  const t = useText();
  if (stopping) {
    return (
      <SendButton key="button" stop type="button" aria-label={t('composer.stop')} title={t('composer.stop')} onClick={onStop}>
        <Icon name="stop" />
      </SendButton>
    );
  }
  return (
    <SendButton key="button" type="submit" aria-label={t('composer.send')} title={t('composer.send')} disabled={!sendable}>
      <Icon name="send" />
    </SendButton>
  );
});

interface FootProps {
  readonly id: string;
  readonly over: boolean;
  readonly hint: string;
  readonly count: string;
}

const Foot = memo(function Foot({ id, over, hint, count }: FootProps): ReactNode {
  return (
    <Below>
      <Hint>{hint}</Hint>
      <Counter id={id} over={over} role={over ? 'alert' : undefined}>
        {count}
      </Counter>
    </Below>
  );
});

const none: readonly string[] = [];

function focusField(target: EventTarget, form: HTMLFormElement | null): void {
  if (target === form) queueMicrotask(() => form?.querySelector('textarea')?.focus());
}

function onKey(event: KeyboardEvent<HTMLTextAreaElement>, onStop: (() => void) | null): void {
  // While an input method composes, Enter chooses a word (keyCode 229 is the sign older engines give).
  if (event.nativeEvent.isComposing || event.keyCode === 229) return;
  if (event.key === 'Escape' && onStop) {
    event.preventDefault();
    event.stopPropagation();
    onStop();
  }
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

const encoder = new TextEncoder();

/** The limit is in bytes; a person is told in characters of the kind they write. */
export function roomIn(text: string, mostBytes: number): { readonly left: number; readonly shown: boolean } {
  if (text.length < mostBytes / 4) return { left: mostBytes, shown: false };
  const bytes = encoder.encode(text).length;
  const each = Math.max(1, bytes / Math.max(1, text.length));
  const left = mostBytes - bytes;
  return { left: left < 0 ? -Math.ceil(-left / each) : Math.floor(left / each), shown: bytes > mostBytes * COUNT_FROM };
}
