/** Beyond these a text is shown as it was written (H21, H22). Figures are counts per piece that is parsed at once. */
const LONGEST = 64 * 1024;
const DEEPEST = 20;
const MOST = {
  '*': 1500,
  _: 1500,
  '~': 1000,
  '`': 1500,
  '[': 800,
  '<': 1500,
  '|': 2500,
  '!': 1500,
  '&': 3000,
  '\\': 4000,
  ':': 4000,
} as const;

/** UTF-16 units from which a paragraph is read in parts: the grammar then leaves its tokens empty. */
export const LONG = 4096;

/** Nodes of one message; what comes after is plain. */
export const MOST_NODES = 2000;

/** Fewer signs than any of the figures above. */
const HARMLESS = Math.min(...Object.values(MOST));
const most = new Map(Object.entries(MOST).map(([sign, count]) => [sign.charCodeAt(0), count]));

/** Whether the words and marks of this could take long to read; decided by counting only. */
export function isWild(text: string): boolean {
  if (text.length <= HARMLESS) return false;
  const counts = new Uint32Array(128);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 128) counts[code] = (counts[code] ?? 0) + 1;
  }
  return [...most].some(([code, count]) => (counts[code] ?? 0) > count);
}

/** Whether its blocks are too long or nested too deep to be told apart. */
export function isDeep(text: string): boolean {
  return text.length > LONGEST || text.split('\n').some((line) => depthOf(line) > DEEPEST);
}

/** Markers of quotes and lists at the start of a line, and steps of indentation before one. */
function depthOf(line: string): number {
  const start = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/u.exec(line)?.[0];
  const indent = /^[ \t]*/u.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
  const markers = start?.replace(/[ \t]/gu, '').replace(/\d+[.)]/gu, '-').length ?? 0;
  return markers + (start === undefined ? 0 : Math.floor(indent / 2));
}
