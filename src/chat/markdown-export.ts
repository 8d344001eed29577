import type { Dates, Translate } from '../i18n/index.ts';
import type { ConversationView, MessageView } from '../session/conversation.ts';
import { isOpen } from '../session/select.ts';
import { cleanLabel, cleanText } from '../transcript/index.ts';

type Words = Pick<Dates, 'full'>;

/** What a person writes is no Markdown: it is quoted, so that nothing of it becomes a heading, a link or an image elsewhere (H31). */
function quoted(text: string): string {
  return cleanText(text)
    .split('\n')
    .map((line) => `> ${line.replaceAll(/[\\`*_[\]<>#|!~&]/gu, '\\$&')}`)
    .join('\n');
}

const inline = (text: string): string => cleanLabel(text).replaceAll(/[\\`*_[\]<>#|!~&]/gu, '\\$&');

function sourcesOf({ sources }: MessageView, t: Translate): string {
  if (sources.length === 0) return '';
  const lines = sources.map(
    ({ title, url }, index) => `${index + 1}. ${inline(title)}${/^https?:\/\//u.test(url) ? ` <${encodeURI(decodeSafely(url))}>` : ''}`,
  );
  return `\n\n${t('message.sources')}:\n\n${lines.join('\n')}`;
}

function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

/** The conversation as Markdown: who said what and when, answers as they were written, with their sources. */
export function toMarkdown(view: ConversationView, t: Translate, dates: Words): string {
  const title = inline(view.title ?? t('chat.title'));
  const parts = view.messages.map((message) => {
    const { author } = message;
    const name = author.role === 'ASSISTANT' ? t('chat.assistant') : inline(author.name);
    const text = author.role === 'ASSISTANT' ? cleanText(message.text) : quoted(message.text);
    const state = message.state === 'COMPLETED' ? '' : `\n\n_${t(isOpen(message) ? 'export.open' : 'export.unfinished')}_`;
    return `## ${name}, ${dates.full(message.at)}\n\n${text}${state}${sourcesOf(message, t)}`;
  });
  return `# ${title}\n\n${parts.join('\n\n')}\n`;
}

/** A file name without anything a file system or a shell could take for something else. */
export function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .toLowerCase();
  return `${plain.slice(0, 60) || 'conversation'}.md`;
}
