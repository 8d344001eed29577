import type { Dates, Translate } from '../i18n/index.ts';
import type { ConversationView } from '../session/conversation.ts';
import { cleanLabel, cleanText } from '../transcript/index.ts';
import { endWithin } from './leftover.ts';

/** Ms after which a print dialog that never told of its end is given up. */
const GIVE_UP_MS = 10 * 60_000;

/**
 * The conversation on paper, from a frame of its own: the page around the chat is neither printed nor touched. Everything is text,
 * nothing HTML. The frame goes when the paper is out, or with `life`.
 */
export function printText(title: string, view: ConversationView, t: Translate, dates: Pick<Dates, 'full'>, life: AbortSignal): void {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0', insetInlineEnd: '0', bottom: '0' });
  document.body.append(frame);
  const inner = frame.contentDocument;
  const page = frame.contentWindow;
  if (!inner || !page) {
    frame.remove();
    return;
  }
  inner.title = cleanLabel(title);
  inner.documentElement.lang = document.documentElement.lang;
  Object.assign(inner.body.style, { font: '11pt/1.5 system-ui, sans-serif', color: '#000', margin: '0' });
  inner.body.append(...pageOf(inner, title, view, t, dates));
  page.addEventListener(
    'afterprint',
    endWithin(GIVE_UP_MS, life, () => frame.remove()),
  );
  page.focus();
  page.print();
}

function pageOf(inner: Document, title: string, view: ConversationView, t: Translate, dates: Pick<Dates, 'full'>): HTMLElement[] {
  const element = (name: string, text: string, style: Partial<CSSStyleDeclaration>): HTMLElement => {
    const made = inner.createElement(name);
    made.textContent = text;
    Object.assign(made.style, style);
    return made;
  };
  const heading = element('h1', cleanLabel(title), { fontSize: '16pt', margin: '0 0 16pt' });
  const messages = view.messages.flatMap((message) => {
    const name = message.author.role === 'ASSISTANT' ? t('chat.assistant') : cleanLabel(message.author.name);
    return [
      element('h2', `${name}, ${dates.full(message.at)}`, { fontSize: '10pt', margin: '12pt 0 2pt', color: '#444', breakAfter: 'avoid' }),
      element('div', cleanText(message.text), { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
    ];
  });
  return [heading, ...messages];
}
