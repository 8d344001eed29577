import type { Translate } from '../i18n/index.ts';
import { cleanText } from '../transcript/index.ts';
import type { Fault } from './fault.tsx';

/** The names of what can go wrong, as a host is told them. */
export type ErrorName =
  | 'signed-out'
  | 'refused'
  | 'not-found'
  | 'unreachable'
  | 'rate-limited'
  | 'command-refused'
  | 'not-sent'
  | 'unsaved'
  | 'broken';

const names: Readonly<Record<Fault['name'], ErrorName>> = {
  'signed-out': 'signed-out',
  refused: 'refused',
  'not-found': 'not-found',
  'closed-elsewhere': 'command-refused',
  'server-away': 'unreachable',
  offline: 'unreachable',
  'remote-failed': 'broken',
  'rate-limited': 'rate-limited',
  'storage-off': 'unsaved',
  command: 'command-refused',
  notifications: 'command-refused',
};

export const errorNameOf = (fault: Fault): ErrorName => names[fault.name];

/** Ms until trying again makes sense. */
export const retryAfterOf = (fault: Fault, now = Date.now()): number | null =>
  fault.name === 'rate-limited' ? Math.max(0, fault.until - now) : null;

/** The sentence a person is told. */
export function faultText(fault: Fault, t: Translate): string {
  if (fault.name === 'command')
    return fault.reason === null ? t('error.command.unknown') : t('error.command', { reason: cleanText(fault.reason) });
  if (fault.name === 'rate-limited') return t('error.rate-limited', { count: Math.ceil((retryAfterOf(fault) ?? 0) / 1_000) });
  if (fault.name === 'notifications') return t('notify.denied');
  return t(`error.${fault.name}`);
}
