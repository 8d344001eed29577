import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import { useCommands, useOutbox } from '../queries/commands.ts';
import { useConversation } from '../queries/conversation.ts';
import { useDraftStore } from '../queries/drafts.ts';
import type { MessageView } from '../session/conversation.ts';
import type { OutboxEntry } from '../session/outbox.ts';
import { cleanLabel, cleanText } from '../transcript/index.ts';
import { Button, COARSE, focusRing, focusRingAt, styled } from '../ui/index.ts';

const Frame = styled('section', {
  base: {
    display: 'flex',
    flexDirection: 'column',
    flex: '1 1 0',
    minHeight: '200px',
    borderTop: '1px solid',
    borderColor: 'line',
  },
});
const Head = styled('header', { base: { flex: 'none', px: '4', pt: '3', pb: '2' } });
const Title = styled('h3', { base: { margin: '0', textStyle: 'sm', fontWeight: '600' } });
const Who = styled('p', { base: { margin: '0', textStyle: 'xs', color: 'muted' } });
const Scroller = styled('div', {
  base: { ...focusRingAt('-2px'), flex: '1 1 0', minHeight: '0', overflowY: 'auto', scrollbarWidth: 'thin', px: '4', pb: '2' },
});
const List = styled('ol', { base: { margin: '0', padding: '0', listStyleType: 'none', display: 'grid', gap: '3' } });
const By = styled('div', { base: { display: 'flex', alignItems: 'baseline', gap: '2', textStyle: 'xs', color: 'muted' } });
const Name = styled('span', { base: { fontWeight: '600', color: 'text', minWidth: '0', overflowWrap: 'anywhere' } });
const When = styled('span', { base: { flex: 'none', fontVariantNumeric: 'tabular-nums' } });
const Text = styled('p', {
  base: { margin: '0', textStyle: 'sm', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', unicodeBidi: 'plaintext' },
});
const Form = styled('form', { base: { flex: 'none', display: 'flex', alignItems: 'flex-end', gap: '2', px: '4', pb: '4', pt: '2' } });
const Field = styled('textarea', {
  base: {
    ...focusRing,
    display: 'block',
    flex: '1 1 auto',
    minWidth: '0',
    minH: '44px',
    maxH: '160px',
    px: '3',
    py: '2',
    bg: 'surface',
    color: 'text',
    textStyle: 'sm',
    fontFamily: 'inherit',
    resize: 'none',
    fieldSizing: 'content',
    borderWidth: '1px',
    borderStyle: 'solid',
    borderColor: 'control',
    borderRadius: 'control',
    '&::placeholder': { color: 'muted', opacity: '1' },
    [COARSE]: { fontSize: '16px' },
  },
});
const Muted = styled('p', { base: { margin: '0', textStyle: 'sm', color: 'muted' } });

export interface NotesProps {
  /** Null while there is no log of notes. */
  readonly notesId: string | null;
  readonly viewerId: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** What staff tell each other: a log of its own, which the customer's readers never see (rule A-4). */
export function Notes({ notesId, viewerId, field }: NotesProps): ReactNode {
  const t = useText();
  const { conversation, status } = useConversation(notesId);
  const outbox = useOutbox(notesId);
  const commands = useCommands();
  const [text, setText] = useNoteDraft(viewerId, notesId);
  const add = (): void => {
    if (notesId === null || text.trim() === '') return;
    commands.send(notesId, text.trim());
    setText('');
  };
  const edit = (id: string): void => {
    setText(commands.editUnsent(id));
    field.current?.focus();
  };
  const notes = conversation?.messages ?? [];
  const unsent = outbox.filter(({ id }) => !notes.some(({ clientMessageId }) => clientMessageId === id));
  const empty = notes.length + unsent.length === 0;
  return (
    <Frame aria-label={t('desk.notes')}>
      <Head>
        <Title>{t('desk.notes')}</Title>
        <Who>{t('desk.notes.who')}</Who>
      </Head>
      <Log newest={notes.length + unsent.length}>
        {status === 'failed' ? <Muted role="status">{t('desk.notes.failed')}</Muted> : null}
        {notesId === null ? <Muted>{t('desk.notes.later')}</Muted> : null}
        {empty && status === 'ready' ? <Muted>{t('desk.notes.none')}</Muted> : null}
        <List>
          {notes.map((note) => (
            <Note key={note.clientMessageId ?? note.id} note={note} own={note.author.id === viewerId} />
          ))}
          {unsent.map((entry) => (
            <Unsent key={entry.id} entry={entry} onEdit={() => edit(entry.id)} />
          ))}
        </List>
      </Log>
      {notesId === null ? null : <NoteForm field={field} text={text} onText={setText} onAdd={add} />}
    </Frame>
  );
}

/** Kept like any text that was begun: a reload does not lose it. */
function useNoteDraft(viewerId: string, notesId: string | null): readonly [string, (text: string) => void] {
  const drafts = useDraftStore();
  const [text, setText] = useState(() => (notesId === null ? '' : drafts.read(viewerId, notesId)));
  const change = (next: string): void => {
    setText(next);
    if (notesId !== null) drafts.write(viewerId, notesId, next);
  };
  return [text, change];
}

/** The newest note is in sight when it comes. */
function Log({ newest, children }: { readonly newest: number; readonly children: ReactNode }): ReactNode {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (newest > 0 && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [newest]);
  return (
    <Scroller ref={box} role="log" aria-label={t('desk.notes')} tabIndex={0}>
      {children}
    </Scroller>
  );
}

function Note({ note, own }: { readonly note: MessageView; readonly own: boolean }): ReactNode {
  const t = useText();
  const dates = useDates();
  return (
    <li>
      <By>
        <Name dir="auto">{own ? t('transcript.you') : cleanLabel(note.author.name)}</Name>
        <When title={dates.full(note.at)}>{dates.brief(note.at)}</When>
      </By>
      <Text dir="auto">{cleanText(note.text)}</Text>
    </li>
  );
}

/** Not in the log yet; what was refused stays with its reason until it is edited. */
function Unsent({ entry, onEdit }: { readonly entry: OutboxEntry; readonly onEdit: () => void }): ReactNode {
  const t = useText();
  const refused = entry.state === 'refused';
  const state = refused ? t('message.refused') : t(entry.state === 'sending' ? 'message.sending' : 'message.queued');
  return (
    <li>
      <By>
        <Name>{t('transcript.you')}</Name>
        <span>{state}</span>
      </By>
      <Text dir="auto">{cleanText(entry.text)}</Text>
      {refused ? (
        <Button look="link" onClick={onEdit}>
          {t('message.edit')}
        </Button>
      ) : null}
    </li>
  );
}

interface NoteFormProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onAdd: () => void;
}

function NoteForm({ field, text, onText, onAdd }: NoteFormProps): ReactNode {
  const t = useText();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onAdd();
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    onAdd();
  };
  return (
    <Form onSubmit={submit}>
      <Field
        ref={field}
        rows={1}
        value={text}
        placeholder={t('desk.notes.field')}
        aria-label={t('desk.notes.field')}
        dir="auto"
        autoComplete="off"
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKey}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        {t('desk.notes.add')}
      </Button>
    </Form>
  );
}
