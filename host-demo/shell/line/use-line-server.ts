import { useCallback, useEffect, useState } from 'react';
import { askLine, type LineServer, type ServerAnswer } from './line-server.ts';

const NO_ANSWERS: readonly ServerAnswer[] = [];
/** While the server restarts, and for an answer its database has not closed yet. */
const AGAIN_MS = 1_000;

export interface LineSwitches {
  readonly server: LineServer | null;
  /** Rejects with a sentence. */
  press(path: `/${string}`, body: object): Promise<LineServer>;
}

/** What is switched on at the server: it is the server's, so another tab may have done it. */
export function useLineServer(): LineSwitches {
  const [server, setServer] = useState<LineServer | null>(null);
  useEffect(() => repeatUntil(() => askLine(''), setServer), []);
  const press = useCallback(async (path: `/${string}`, body: object) => {
    const now = await askLine(path, body);
    setServer(now);
    return now;
  }, []);
  return { server, press };
}

/** The answers of a conversation as the database has them, read again whenever `when` changes. */
export function useServerAnswers(conversationId: string | null, when: string): readonly ServerAnswer[] {
  const [read, setRead] = useState<{ readonly id: string; readonly answers: readonly ServerAnswer[] } | null>(null);
  useEffect(() => {
    if (conversationId === null || when === '') return;
    return repeatUntil(
      () => askLine(`?conversation=${encodeURIComponent(conversationId)}`),
      ({ answers = NO_ANSWERS }) => setRead({ id: conversationId, answers }),
    );
  }, [conversationId, when]);
  return read?.id === conversationId ? read.answers : NO_ANSWERS;
}

/** Asks until the server answers; returns what ends it. */
function repeatUntil(ask: () => Promise<LineServer>, found: (server: LineServer) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = true;
  const once = () => {
    ask().then(
      (server) => wanted && found(server),
      () => {
        if (wanted) timer = setTimeout(once, AGAIN_MS);
      },
    );
  };
  once();
  return () => {
    wanted = false;
    clearTimeout(timer);
  };
}
