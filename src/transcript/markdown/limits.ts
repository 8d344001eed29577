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

/** Whether the words and marks of this could take long to read; decided by counting only. */
export function isWild(text: string): boolean {
  if (text.length <= HARMLESS) return false;
  const counts = new Map<string, number>();
  for (const sign of text) if (sign in MOST) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  for (const [sign, count] of counts) if (count > MOST[sign as keyof typeof MOST]) return true;
  return false;
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
