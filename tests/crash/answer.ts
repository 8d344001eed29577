/** What the servers of a campaign answer, so that it can be told from the text alone whether one worker wrote all of it. */

/** Half of a pair at the end of one piece and half at the beginning of the next (F58). */
const SPLIT = ['\ud83d', '\ude80 '] as const;
const LEAST_PIECES = 6;

/** @param process the number of the process that writes. */
export function piecesOf(question: string, process: number): readonly string[] {
  const name = nameOf(question);
  const count = LEAST_PIECES + (sum(name) % 9);
  return [`${name}: `, ...Array.from({ length: count }, (_, at) => `p${process}.${at} `), ...SPLIT, 'end.'];
}

/** Null when it is the whole of what one process says. */
export function faultOfAnswer(text: string): string | null {
  const [, name, process] = /^(\S+): p(\d+)\.0 /u.exec(text) ?? [];
  if (name === undefined) return `the answer "${text.slice(0, 80)}" does not begin as one does`;
  const whole = piecesOf(name, Number(process)).join('');
  return whole === text ? null : `the answer should be "${whole}" and is "${text}"`;
}

/** A question's first word names it. */
function nameOf(question: string): string {
  return question.split(' ', 1)[0] || 'nothing';
}

function sum(text: string): number {
  let total = 0;
  for (const letter of text) total += letter.codePointAt(0) ?? 0;
  return total;
}
