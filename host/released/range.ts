/** The part of semver's ranges that a shell writes: `^1`, `^1.2.3`, `~1.2`, `1.2.3`, `*`. */

type Numbers = readonly [number, number, number];

const numbersOf = (version: string): Numbers | null => {
  const match = /^(\d+)\.(\d+)\.(\d+)$/u.exec(version);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
};

/** Below zero when `a` is the earlier one. What is no version is earlier than all. */
export function orderOf(a: string, b: string): number {
  const [left, right] = [numbersOf(a) ?? [-1, 0, 0], numbersOf(b) ?? [-1, 0, 0]];
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** Whether `version` is in `range`. A range of another form holds nothing. */
export function inRange(version: string, range: string): boolean {
  if (range === '*') return numbersOf(version) !== null;
  const match = /^([\^~]?)(\d+)(?:\.(\d+))?(?:\.(\d+))?$/u.exec(range);
  const has = numbersOf(version);
  if (!match || !has) return false;
  const [, sign, ...parts] = match;
  const least: Numbers = [Number(parts[0]), Number(parts[1] ?? 0), Number(parts[2] ?? 0)];
  // How many numbers must agree: what is not written is free, and a caret holds the first that is not zero.
  const written = parts.filter((part) => part !== undefined).length;
  const caret = least[0] > 0 || written === 1 ? 1 : least[1] > 0 || written === 2 ? 2 : 3;
  const fixed = sign === '^' ? caret : sign === '~' ? Math.min(2, written) : written;
  if (least.slice(0, fixed).some((number, index) => number !== has[index])) return false;
  return sign === '' || orderOf(version, least.join('.')) >= 0;
}
