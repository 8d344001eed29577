import { type DestinationStream, pino } from 'pino';
import type { LogLevel } from '../config.ts';

/** What of pino is used; tests pass one that collects. Never given a token or a message's text: not even where it would be handy. */
export interface ServerLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** JSON lines on standard error: standard output carries the start line, which scripts read. */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination({ fd: 2, sync: true })): ServerLogger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // A second wall: these fields are never logged on purpose.
      redact: {
        paths: ['authorization', 'token', 'accessToken', 'text', '*.authorization', '*.token', '*.accessToken', '*.text'],
        censor: '[removed]',
      },
    },
    destination,
  );
}
