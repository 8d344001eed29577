import { setConnection, setPersistence, setRecorder } from '../runtime-configured.ts';
import { setIsolation, setLinkOrigins } from './configured.ts';
import type { ChatConfiguration } from './contract.ts';
import { isConnection, isIsolation, isPersistence, isRecorder } from './usable.ts';

export { atWork } from '../queries/at-work.ts';
export { onPart, whole } from '../queries/parts.ts';

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
  if (isIsolation(wanted)) setIsolation(wanted);
  else console.error('configure(): "isolation" must be "shadow" or "scoped". It is ignored.');
  const usable = Array.isArray(linkOrigins) ? linkOrigins.filter(isOrigin) : [];
  if (!Array.isArray(linkOrigins) || usable.length < linkOrigins.length) {
    console.error('configure(): "linkOrigins" must be a list of origins such as "https://help.example.com". What is none is ignored.');
  }
  setLinkOrigins(usable);
}

function isOrigin(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.origin === value;
}
