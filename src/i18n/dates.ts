import { atFirstUse, type Translate } from './translate.ts';

/** Dates and times in the reader's language. Instants are ISO 8601 as the server sent them, shown in the reader's zone. */
export interface Dates {
  /** The language and region they are written for. */
  readonly locale: string;
  /** "14:05" */
  time(iso: string): string;
  /** "Today", "Yesterday", "Monday 3 March", with the year when it is another. */
  day(iso: string): string;
  /** For lists: the time of today, else a short date. */
  brief(iso: string): string;
  /** Date and time, for tooltips. */
  full(iso: string): string;
  /** Equal for instants of one local day. */
  dayKey(iso: string): string;
}

const at = (iso: string): Date => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
};
const keyOf = (date: Date): string => `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;

/** Asked of one message after the other, which mostly are of the same day: its bounds are kept. */
function createDayKey(): (iso: string) => string {
  let day = { from: 0, to: 0, key: '' };
  return (iso) => {
    const ms = Date.parse(iso);
    if (ms >= day.from && ms < day.to) return day.key;
    const date = at(iso);
    const [year, month, of] = [date.getFullYear(), date.getMonth(), date.getDate()];
    day = { from: new Date(year, month, of).getTime(), to: new Date(year, month, of + 1).getTime(), key: keyOf(date) };
    return day.key;
  };
}

/**
 * The reader's own region for a language named without one, so that words in English go with "22:25" where the reader's
 * browser says en-GB. A locale with a region is kept, and one that the browser does not speak too.
 */
export function regional(locale: string, spoken: readonly string[]): string {
  const wanted = tagOf(locale);
  if (wanted === null || wanted.region !== undefined) return locale;
  const own = spoken.find((one) => {
    const tag = tagOf(one);
    return tag?.language === wanted.language && tag.region !== undefined;
  });
  return own ?? locale;
}

function tagOf(locale: string): Intl.Locale | null {
  try {
    return new Intl.Locale(locale);
  } catch {
    return null;
  }
}

export function datesFor(locale: string, t: Translate, now: () => Date = () => new Date()): Dates {
  const dayKey = createDayKey();
  const written = (options: Intl.DateTimeFormatOptions) => atFirstUse(() => new Intl.DateTimeFormat(locale, options));
  const time = written({ timeStyle: 'short' });
  const day = written({ weekday: 'long', day: 'numeric', month: 'long' });
  const dayYear = written({ day: 'numeric', month: 'long', year: 'numeric' });
  const short = written({ day: 'numeric', month: 'short' });
  const full = written({ dateStyle: 'medium', timeStyle: 'short' });
  return {
    locale,
    time: (iso) => time().format(at(iso)),
    full: (iso) => full().format(at(iso)),
    dayKey,
    brief: (iso) => (keyOf(at(iso)) === keyOf(now()) ? time() : short()).format(at(iso)),
    day: (iso) => {
      const date = at(iso);
      const today = now();
      if (keyOf(date) === keyOf(today)) return t('transcript.today');
      if (keyOf(date) === keyOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1))) return t('transcript.yesterday');
      return (date.getFullYear() === today.getFullYear() ? day() : dayYear()).format(date);
    },
  };
}
