import { useCallback } from 'react';
import { useDates, useText } from '../i18n/index.ts';
import { useWholeConversation } from '../queries/whole.ts';
import { fileNameOf, toMarkdown } from './markdown-export.ts';
import { printText } from './print.ts';

export interface TranscriptExport {
  /** '' when there is nothing; rejects with a ChatError when the history cannot be read. */
  readonly markdown: (id: string | null) => Promise<string>;
  readonly download: (id: string, title: string) => Promise<void>;
  readonly print: (id: string, title: string) => Promise<void>;
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
  const download = useCallback(async (id: string, title: string) => save(fileNameOf(title), await markdown(id)), [markdown]);
  const print = useCallback(
    async (id: string, title: string) => {
      const view = await whole(id);
      if (view) printText(title, view, t, dates);
    },
    [t, dates, whole],
  );
  return { markdown, download, print };
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the address over by the next turn; a minute is for slow ones.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
