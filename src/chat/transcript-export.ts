import { useCallback, useEffect, useRef } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import { useWholeConversation } from '../queries/whole.ts';
import { endWithin } from './leftover.ts';
import { fileNameOf, toMarkdown } from './markdown-export.ts';
import { printText } from './print.ts';

export interface TranscriptExport {
  /** '' when there is nothing; rejects with a ChatError when the history cannot be read. */
  readonly markdown: (id: string | null) => Promise<string>;
  readonly download: (id: string, title: string) => Promise<void>;
  readonly print: (id: string, title: string) => Promise<void>;
}

/** Ms for which a file's address is kept: the browser has taken it over by the next turn, this is for slow ones. */
const FILE_MS = 60_000;

/** Over when the chat is gone. Asked for within handlers only. */
function useLife(): () => AbortSignal {
  const life = useRef<AbortSignal | null>(null);
  useEffect(() => {
    const own = new AbortController();
    life.current = own.signal;
    return () => own.abort();
  }, []);
  return useCallback(() => life.current ?? AbortSignal.abort(), []);
}

/** The open conversation as a text that can be kept. */
export function useTranscriptExport(): TranscriptExport {
  const t = useText();
  const dates = useDates();
  const whole = useWholeConversation();
  const markdown = useCallback(
    async (id: string | null) => {
      const view = id === null ? null : await whole(id);
      return view === null ? '' : toMarkdown(view, t, dates);
    },
    [t, dates, whole],
  );
  const life = useLife();
  const download = useCallback(
    async (id: string, title: string) => {
      const until = life();
      const text = await markdown(id);
      if (!until.aborted) save(fileNameOf(title), text, until);
    },
    [markdown, life],
  );
  const print = useCallback(
    async (id: string, title: string) => {
      const until = life();
      const view = await whole(id);
      if (view && !until.aborted) printText(title, view, t, dates, until);
    },
    [t, dates, whole, life],
  );
  return { markdown, download, print };
}

function save(name: string, text: string, life: AbortSignal): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  endWithin(FILE_MS, life, () => URL.revokeObjectURL(address));
}
