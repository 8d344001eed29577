import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { MessageView } from '../../../src/session/conversation.ts';
import type { TranscriptItem } from '../../../src/session/select.ts';
import { TranscriptRow } from '../../../src/transcript/row.tsx';
import { rowsOf } from '../../../src/transcript/rows.ts';
import { ScopedRoot } from '../../../src/ui/index.ts';
import { start } from '../start.ts';
import type { Said } from '../text.ts';

const ADA = { id: 'customer-1', role: 'USER' as const, name: 'Ada Berg', avatarUrl: null };
const BOT = { id: 'assistant', role: 'ASSISTANT' as const, name: 'Assistant', avatarUrl: null };
const BEGAN = Date.UTC(2026, 0, 5, 9);
/** As many as fill the window when each is as low as a row can be. */
const SEEN = Math.ceil(800 / 48);

function viewOf({ id, own, text }: Said, index: number, open: boolean): MessageView {
  return {
    ...{ id, text, author: own ? ADA : BOT, state: open ? 'STREAMING' : 'COMPLETED', attempt: 1, createdSeq: index + 1, asOf: index + 1 },
    ...{ at: new Date(BEGAN + index * 60_000).toISOString(), runId: own ? null : `run-${index}`, clientMessageId: null },
    ...{ sources: [], suggestions: [], rating: null, error: null, activity: null, hash: 'skipped', promise: null },
  };
}

const own = (item: TranscriptItem): boolean => item.kind === 'message' && item.message.author.id === ADA.id;
const rules = { dayKey: (iso: string) => iso.slice(0, 10), describe: () => null, own };

interface Shown {
  readonly said: readonly Said[];
  readonly from: number;
  readonly open: boolean;
}

function List({ shown }: { readonly shown: Shown }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const kept = useRef(new Map<Said, TranscriptItem>());
  const rows = useMemo(() => {
    const items = shown.said.map((said, place): TranscriptItem => {
      const open = shown.open && place === shown.said.length - 1;
      const known = open ? undefined : kept.current.get(said);
      return known ?? { kind: 'message', key: said.id, message: viewOf(said, shown.from + place, open) };
    });
    kept.current = new Map(shown.said.flatMap((said, place) => (items[place] ? [[said, items[place]]] : [])));
    return rowsOf(items, rules);
  }, [shown]);
  useLayoutEffect(() => {
    if (rows.length > 0) box.current?.scrollTo(0, box.current.scrollHeight);
  }, [rows]);
  return (
    <div ref={box} style={{ flex: '1 1 0', overflowY: 'auto', overflowAnchor: 'none' }}>
      {rows.map((row) => (
        <TranscriptRow key={row.key} row={row} own={own(row.item)} />
      ))}
    </div>
  );
}

/** Our rows and nothing around them: only those one sees, no store, no virtual list. What drawing such rows costs at all. */
start({
  async mount(element) {
    const root = createRoot(element);
    let held: readonly Said[] = [];
    let show: (shown: Shown) => void = () => undefined;
    function Page(): ReactNode {
      const [shown, setShown] = useState<Shown>({ said: [], from: 0, open: false });
      show = setShown;
      return (
        <ScopedRoot colorScheme="light">
          <List shown={shown} />
        </ScopedRoot>
      );
    }
    flushSync(() => root.render(<Page />));
    const change = (messages: readonly Said[], open = false): void => {
      held = messages;
      show({ said: held.slice(-SEEN), from: Math.max(0, held.length - SEEN), open });
    };
    return {
      open: (messages) => () => change(messages),
      begin: () => change([...held, { id: `answer${held.length}`, own: false, text: '' }], true),
      write(more) {
        const last = held.at(-1);
        if (last) change([...held.slice(0, -1), { ...last, text: last.text + more }], true);
      },
      finish: () => change(held),
      append: (message) => change([...held, message]),
      close: () => root.unmount(),
    };
  },
});
