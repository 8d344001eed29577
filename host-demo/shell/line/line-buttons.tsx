import { useRef } from 'react';
import { Icon, type IconName } from '../frame/icons.tsx';
import type { LineServer } from './line-server.ts';
import { type LineSwitches, useLineServer } from './use-line-server.ts';

interface Breaking {
  readonly label: string;
  readonly icon: IconName;
  /** Does it and says in one sentence what was done. */
  run(press: LineSwitches['press'], server: LineServer | null): Promise<string>;
  /** Of a switch: whether it is on. */
  on?(server: LineServer): boolean;
}

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

const all: readonly Breaking[] = [
  {
    label: 'Cut the socket',
    icon: 'cut',
    run: async (press) => `${count((await press('/cut-sockets', {})).affected ?? 0, 'socket')} cut.`,
  },
  {
    label: 'Refuse WebSockets',
    icon: 'refuse',
    on: ({ refusesWebSockets }) => refusesWebSockets,
    async run(press, server) {
      const on = !server?.refusesWebSockets;
      await press('/refuse-websockets', { on });
      if (!on) return 'WebSockets are let in again. The chat tries one within a minute.';
      // One that is open stays open: only a new one meets the refusal.
      await press('/cut-sockets', {});
      return 'WebSockets are refused, and the open one was cut.';
    },
  },
  {
    label: '3 s latency',
    icon: 'latency',
    on: ({ latencyMs }) => latencyMs > 0,
    async run(press, server) {
      const ms = server?.latencyMs ? 0 : 3_000;
      await press('/latency', { ms });
      return ms ? 'Everything from the server takes three seconds longer.' : 'The latency is gone.';
    },
  },
  {
    label: 'Expire the token',
    icon: 'token',
    run: async (press) => `Every token ended; ${count((await press('/expire-tokens', {})).affected ?? 0, 'socket')} closed with 4403.`,
  },
  {
    label: 'Kill the worker',
    icon: 'worker',
    async run(press) {
      const { affected = 0 } = await press('/kill-worker', {});
      return affected ? 'The worker is gone in mid-answer. Another takes over within 16 s.' : 'No answer is being written now.';
    },
  },
  {
    label: 'Restart the server',
    icon: 'restart',
    async run(press) {
      await press('/restart-server', {});
      return 'The server restarts.';
    },
  },
];

/** Six ways to break the line between this page and the server. */
export function LineButtons({ onSaid }: { onSaid: (sentence: string) => void }) {
  const { server, press } = useLineServer();
  const busy = useRef(new Set<Breaking>());
  const go = (breaking: Breaking) => {
    if (busy.current.has(breaking)) return;
    busy.current.add(breaking);
    breaking
      .run(press, server)
      .then(onSaid, (error: unknown) => onSaid(`${breaking.label} did not work: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => busy.current.delete(breaking));
  };
  return (
    <fieldset className="line-buttons">
      <legend className="visually-hidden">Break the line</legend>
      {all.map((breaking) => (
        <button
          key={breaking.label}
          type="button"
          className="button line-button"
          aria-pressed={breaking.on && (server ? breaking.on(server) : false)}
          onClick={() => go(breaking)}
        >
          <Icon name={breaking.icon} />
          {breaking.label}
        </button>
      ))}
    </fieldset>
  );
}
