/** When staff work: Monday to Friday, 08:00–18:00 UTC. */
const opensHour = 8;
const closesHour = 18;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * When the desk opens next, or null while it should be open: why nobody is there then is not known, so nothing is promised (rule X-9).
 * @param now ms since 1970, as the result.
 */
export function opensAt(now: number): number | null {
  const midnight = Math.floor(now / dayMs) * dayMs;
  if (isWorkday(midnight) && now >= midnight + opensHour * hourMs && now < midnight + closesHour * hourMs) return null;
  for (let day = midnight; ; day += dayMs) {
    const opening = day + opensHour * hourMs;
    if (isWorkday(day) && opening > now) return opening;
  }
}

function isWorkday(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
