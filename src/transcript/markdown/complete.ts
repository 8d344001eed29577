/**
 * While an answer grows its last lines are often half a sign: `**bo`, `[label](https://ex`, `- `. These are
 * closed or held back for the frame, so that raw signs do not flash up. Only what is drawn is touched; the
 * text itself stays as it came.
 */
export function completeOpen(tail: string): string {
  if (tail === '') return tail;
  if (insideFence(tail)) return tail.replace(/\n`{1,3}$/u, '');
  const held = holdBackLine(tail);
  const start = held.lastIndexOf('\n\n') + 1;
  return held.slice(0, start) + closeInline(held.slice(start));
}

function insideFence(tail: string): boolean {
  const fences = tail.match(/^ {0,3}(?:```|~~~)/gmu);
  return fences !== null && fences.length % 2 === 1;
}

/** A last line that is only the beginning of a marker says nothing yet. */
function holdBackLine(tail: string): string {
  const start = tail.lastIndexOf('\n') + 1;
  const line = tail.slice(start);
  if (/^\s*(?:[-*+=_>#|`~]+|\d{1,9}[.)]?)\s*$/u.test(line) && !/^\s*\d{1,9}\s*$/u.test(start === 0 ? line : ''))
    return tail.slice(0, start);
  // A table begins to be one with its second line: until then its first would be a paragraph of bars.
  if (/^\s*\|.*$/u.test(line) && !/^\s*\|/u.test(tail.slice(0, start).split('\n').at(-2) ?? '')) return tail.slice(0, start);
  if (/^\s*\|?[\s:|-]+$/u.test(line) && line.includes('|')) return tail.slice(0, tail.lastIndexOf('\n', start - 2) + 1);
  return tail;
}

function closeInline(text: string): string {
  const code = text.match(/`/gu)?.length ?? 0;
  if (code % 2 === 1) return text.endsWith('`') ? text.slice(0, -1) : `${text}\``;
  const linkless = text.replace(/!\[([^\]\n]*)(?:\](?:\([^)\n]*)?)?$/u, '').replace(/\[([^\]\n]*)(?:\](?:\([^)\n]*)?)?$/u, '$1');
  const bare = linkless.replace(/(?:\*{1,3}|_{1,3}|~{1,2})$/u, (signs, at: number) =>
    /\S$/u.test(linkless.slice(0, at)) && odd(linkless, signs) ? signs : '',
  );
  let closed = bare;
  if (odd(closed, '~~')) closed += '~~';
  if (odd(closed.replaceAll('**', ''), '*') && /(?:^|\s)\*[^\s*][^*]*$/u.test(closed.replaceAll('**', ''))) closed += '*';
  if (odd(closed, '**')) closed = closed.endsWith('*') && !closed.endsWith('**') ? `${closed}*` : `${closed}**`;
  return closed;
}

const odd = (text: string, sign: string): boolean => (text.split(sign).length - 1) % 2 === 1;
