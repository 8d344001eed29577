const DAY = 86_400_000;

function startOfDay(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** Midnights between an instant (ms since 1970) and now; 0 or less is today. Rounded, because a day with a change of the clock is 23 or 25 hours long. */
export function daysAgo(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY);
}

const STYLES = {
  time: { timeStyle: 'short' },
  weekday: { weekday: 'short' },
  date: { day: 'numeric', month: 'short' },
  dated: { day: 'numeric', month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** To make one for each row took longer than to draw the row. */
function written(at: number, style: keyof typeof STYLES, locale: string | undefined): string {
  const key = `${style} ${locale}`;
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(locale, STYLES[style]);
  formatters.set(key, made);
  return made.format(at);
}

/**
 * When something was last said, as short as it stays clear beneath the heading of its day: the time today and
 * yesterday, the weekday within the last six days, else the date, with the year when it is another one. Empty for a
 * time that cannot be read.
 */
export function rowTime(iso: string, now: number, locale?: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return '';
  const days = daysAgo(at, now);
  if (days <= 1) return written(at, 'time', locale);
  if (days < 7) return written(at, 'weekday', locale);
  return written(at, new Date(at).getFullYear() === new Date(now).getFullYear() ? 'date' : 'dated', locale);
}
