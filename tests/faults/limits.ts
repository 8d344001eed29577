import { defaultLimits, type Limits as ServerLimits } from '../../host-demo/server/conversations/api.ts';
import { type DoorLimits, defaultDoorLimits } from '../../host-demo/server/http/limits.ts';
import { LIMITS, type Limits } from '../../src/session/limits.ts';

/** Both sides' limits with every duration divided by the same number, so that what takes minutes takes seconds. */
export interface Scaled {
  readonly by: number;
  readonly client: Limits;
  readonly server: ServerLimits;
  readonly doors: DoorLimits;
}

export function scaleLimits(by: number): Scaled {
  return {
    by,
    client: shorten(LIMITS, by),
    // Thousands of schedules of one address are not what a flood gate is about; rates are per second, and a second is shorter here.
    server: { ...shorten(defaultLimits, by), messagesPerMinute: 10_000 },
    doors: {
      ...shorten(defaultDoorLimits, by),
      unknownSocketsPerAddress: 10_000,
      socketsInAll: 10_000,
      requestBurst: 10_000,
      requestsPerSecond: 10_000,
      commandBurst: 10_000,
      commandsPerSecond: 10_000,
      shutdownMs: defaultDoorLimits.shutdownMs,
    },
  };
}

/** Durations are the numbers whose names end in `Ms`; they stay whole, as some travel as GraphQL's Int. */
function shorten<T extends object>(limits: T, by: number): T {
  const entries = Object.entries(limits).map(([name, value]: [string, unknown]) => [
    name,
    name.endsWith('Ms') && typeof value === 'number' ? Math.round(value / by) : value,
  ]);
  return Object.fromEntries(entries) as T;
}
