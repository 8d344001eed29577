import { describe, expect, it } from 'vitest';
import { datesFor } from '../i18n/dates.ts';
import { english, translator } from '../i18n/index.ts';
import type { ConversationView, MessageView } from '../session/conversation.ts';
import { fileNameOf, toMarkdown } from './markdown-export.ts';

const t = translator(english, 'en');
const dates = datesFor('en', t);
const message = (role: 'USER' | 'ASSISTANT', text: string, extra: Partial<MessageView> = {}): MessageView =>
  ({
    id: text,
    author: { id: role, role, name: 'Ada', avatarUrl: null },
    text,
    state: 'COMPLETED',
    at: '2026-03-02T09:00:00.000Z',
    sources: [],
    ...extra,
  }) as unknown as MessageView;
const view = (...messages: MessageView[]): ConversationView => ({ title: 'Order [1042]', messages }) as unknown as ConversationView;

describe('the transcript as Markdown', () => {
  it('keeps answers as they were written, with their sources', () => {
    const sources = [{ title: 'Stock | levels', url: 'https://help.example/a b', kind: 'HELP_ARTICLE' as const }];
    const text = toMarkdown(view(message('ASSISTANT', '**Bold** and `code`.', { sources })), t, dates);
    expect(text).toContain('# Order \\[1042\\]\n\n## Assistant, ');
    expect(text).toContain('**Bold** and `code`.');
    expect(text).toContain('1. Stock \\| levels <https://help.example/a%20b>');
  });
  it('H31 quotes what people wrote: no heading, link, image or HTML comes of it', () => {
    const text = toMarkdown(view(message('USER', '# Big\n![x](https://evil.example/p.png) <img src=x>\n[a](javascript:1)')), t, dates);
    expect(text).toContain('> \\# Big\n> \\!\\[x\\](https://evil.example/p.png) \\<img src=x\\>\n> \\[a\\](javascript:1)');
  });
  it('H31 names no source address that is none', () => {
    const sources = [{ title: 'Here', url: 'javascript:alert(1)', kind: 'POLICY' as const }];
    expect(toMarkdown(view(message('ASSISTANT', 'x', { sources })), t, dates)).not.toContain('javascript');
  });
  it('says of an answer that it was not finished', () => {
    expect(toMarkdown(view(message('ASSISTANT', 'Half', { state: 'STOPPED' })), t, dates)).toContain('_Not finished_');
    expect(toMarkdown(view(message('ASSISTANT', 'Half', { state: 'STREAMING' })), t, dates)).toContain('_Still being written_');
  });
  it.each([
    ['Order 1042: where?', 'order-1042-where.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['???', 'conversation.md'],
  ])('names the file of %j %s', (title, name) => {
    expect(fileNameOf(title)).toBe(name);
  });
});
