import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { Chat, type ChatHandle, chatShortcuts, Shortcuts } from '../chat/index.ts';
import { CasePane, DeskBar, type DeskOptions, deskShortcuts, Place, Queue, useDesk, useDeskKeys } from '../desk/index.ts';
import { useText } from '../i18n/index.ts';
import { IconButton, styled } from '../ui/index.ts';
import { Panes } from './panes.tsx';

const Frame = styled('section', {
  base: { position: 'relative', display: 'flex', flex: '1 1 auto', minWidth: '0', minHeight: '0', height: 'full', width: 'full' },
});

export interface DeskPageProps extends Omit<DeskOptions, 'talk'> {
  /** Keys of one letter; off where the page around it has its own. */
  readonly shortcuts?: boolean | undefined;
  /** Exact origins links in answers may open. */
  readonly origins?: ReadonlySet<string>;
}

/** Staff's desk: the queue, the chat with the tools of staff, and what was passed on; as many of them side by side as there is room for. */
export function DeskPage({ shortcuts = true, origins, ...options }: DeskPageProps): ReactNode {
  const t = useText();
  const talk = useRef<ChatHandle>(null);
  const notes = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLElement>(null);
  const desk = useDesk({ ...options, talk });
  const { selectedId, select, found, standing } = desk;
  const listed = desk.queue.conversations.some(({ id }) => id === selectedId);
  const [helping, setHelping] = useState(false);
  const help = useCallback(() => setHelping(true), []);
  const [beside, setBeside] = useState(false);
  useEffect(() => setBeside(false), [selectedId]);
  const toNotes = useToNotes(notes, setBeside);
  const onReply = useCallback(() => talk.current?.focusComposer(), []);
  const onKeyDown = useDeskKeys({ desk, enabled: shortcuts, onNotes: toNotes, onReply, onHelp: help });
  if (desk.viewer !== null && desk.viewer.role !== 'AGENT') return <Place kind="staff-only" />;
  const pane = (back: (() => void) | null): ReactNode => (
    <CasePane conversation={found.conversation} viewerId={desk.viewerId} onBack={back} notesField={notes} />
  );
  const middle = (panes: number): ReactNode => {
    if (selectedId === null) return <Place kind="choose" />;
    // What was handed back and asked for again is read anew: until then nothing is said of it.
    if (found.status === 'not-found') return listed ? null : <Place kind="gone" onBack={() => select(null)} />;
    if (beside && panes < 3) return pane(() => setBeside(false));
    return (
      <Chat
        ref={talk}
        conversationId={selectedId}
        userId={options.userId}
        organizationId={options.organizationId}
        readOnly={standing !== 'mine'}
        bar={found.conversation === null ? null : <DeskBar desk={desk} conversation={found.conversation} />}
        onShortcuts={help}
        titleBadge={false}
        {...(origins ? { origins } : null)}
        {...(panes === 1 ? { onBack: () => select(null) } : null)}
        {...(panes === 3 ? null : { headerEnd: <IconButton icon="document" label={t('desk.case')} onClick={() => setBeside(true)} /> })}
      />
    );
  };
  return (
    <Frame ref={frame as never} aria-label={t('desk.title')} onKeyDown={onKeyDown}>
      <Panes
        showing={selectedId === null ? 'list' : 'chat'}
        list={() => (
          <Queue
            {...desk.queue}
            viewerId={desk.viewerId}
            selectedId={selectedId}
            onSelect={select}
            duty={desk.duty}
            link={desk.queueLink}
          />
        )}
        chat={middle}
        sources={selectedId === null || found.status === 'not-found' ? null : pane(null)}
      />
      {helping ? <Shortcuts rows={[...deskShortcuts(t), ...chatShortcuts(t)]} onClose={() => setHelping(false)} /> : null}
    </Frame>
  );
}

/** Where the notes are not beside the chat they take its place first. */
function useToNotes(notes: { readonly current: HTMLTextAreaElement | null }, setBeside: (beside: boolean) => void): () => void {
  const [wanted, setWanted] = useState(0);
  useEffect(() => {
    if (wanted > 0) notes.current?.focus();
  }, [wanted, notes]);
  return useCallback(() => {
    if (notes.current === null) setBeside(true);
    setWanted((count) => count + 1);
  }, [notes, setBeside]);
}
