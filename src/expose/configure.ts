import { setConnection, setPersistence, setRecorder } from '../runtime-configured.ts';
import type { ChatConfiguration, ChatIsolation } from './contract.ts';
import { isConnection, isIsolation, isPersistence, isRecorder } from './usable.ts';

export { atWork } from '../queries/at-work.ts';
export { onPart, whole } from '../queries/parts.ts';

let origins: readonly string[] = [];
let isolation: ChatIsolation = 'shadow';

/**
 * Called once by the shell before the first chat is shown: the endpoint and the token source of every instance that has no
 * `connection` of its own, and the origins answers may link to. What is wrong is named in the console and left as it was.
 */
export function configure(configuration: ChatConfiguration): void {
  const { connection, linkOrigins = [], recorder = false, persistence = 'session', isolation: wanted = 'shadow' } = configuration ?? {};
  if (isConnection(connection)) setConnection(connection);
  else
    console.error(
      'configure(): "connection" must be { endpoint: an http(s) or page-relative address, getAccessToken: function }. It is ignored.',
    );
  if (isPersistence(persistence)) setPersistence(persistence);
  else console.error('configure(): "persistence" must be "session", "device" or "memory". It is ignored.');
  if (!isRecorder(recorder)) console.error('configure(): "recorder" must be true, false or "with-text". It is ignored.');
  else setRecorder(recorder === 'with-text' ? recorder : recorder ? 'redacted' : 'off');
  if (isIsolation(wanted)) isolation = wanted;
  else console.error('configure(): "isolation" must be "shadow" or "scoped". It is ignored.');
  const usable = Array.isArray(linkOrigins) ? linkOrigins.filter(isOrigin) : [];
  if (!Array.isArray(linkOrigins) || usable.length < linkOrigins.length) {
    console.error('configure(): "linkOrigins" must be a list of origins such as "https://help.example.com". What is none is ignored.');
  }
  origins = usable;
}

function isOrigin(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === value;
}

/** The page's own origin and those the shell allowed. */
export function linkOrigins(): readonly string[] {
  return [location.origin, ...origins];
}

/** How instances that do not say it themselves are kept apart from the page. */
export function configuredIsolation(): ChatIsolation {
  return isolation;
}
