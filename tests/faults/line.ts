import type { Socket } from 'node:net';

/** What bytes of one direction meet on their way; one per direction and proxy, changed while bytes are under way. */
export interface Weather {
  /** How many faults hold everything back now. */
  holds: number;
  delayMs: number;
  /** Up to so many ms more, drawn anew for each chunk; order is kept, as TCP does. */
  jitterMs: number;
  /** So many bytes more travel alone. */
  singles: number;
}

export const clear = (): Weather => ({ holds: 0, delayMs: 0, jitterMs: 0, singles: 0 });

/** Bytes, or the way the sender's connection ended. */
type Item = Buffer | 'end' | 'reset';

/** One direction of one connection: bytes leave in order, when the weather lets them. */
export class Line {
  #dead = false;
  readonly #weather: Weather;
  readonly #to: Socket;
  readonly #random: () => number;
  readonly #queue: { item: Item; dueAt: number }[] = [];
  #lastDue = 0;
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(weather: Weather, to: Socket, random: () => number) {
    this.#weather = weather;
    this.#to = to;
    this.#random = random;
  }

  push(item: Item): void {
    if (this.#dead) return;
    const { delayMs, jitterMs } = this.#weather;
    this.#lastDue = Math.max(this.#lastDue, performance.now() + delayMs + jitterMs * this.#random());
    this.#queue.push({ item, dueAt: delayMs + jitterMs === 0 && this.#queue.length === 0 ? 0 : this.#lastDue });
    this.pump();
  }

  /** The weather changed: what waits for a delay that is over leaves now. */
  hurry(): void {
    for (const waiting of this.#queue) waiting.dueAt = 0;
    this.#lastDue = 0;
    this.pump();
  }

  pump(): void {
    clearTimeout(this.#timer);
    const first = this.#queue[0];
    if (!first || this.#busy || this.#weather.holds > 0) return;
    const waitMs = first.dueAt - performance.now();
    if (waitMs > 0) {
      this.#timer = setTimeout(() => this.pump(), waitMs);
      return;
    }
    this.#queue.shift();
    if (typeof first.item === 'string') end(this.#to, first.item);
    else if (this.#weather.singles > 0 && first.item.length > 1) {
      this.#weather.singles -= 1;
      this.#queue.unshift({ item: first.item.subarray(1), dueAt: 0 });
      this.#write(first.item.subarray(0, 1), true);
    } else this.#write(first.item, false);
  }

  /** Everything is swallowed from now on, what waits and the end of the connection too: nobody ever hears of it. */
  close(): void {
    this.#dead = true;
    this.#queue.length = 0;
    clearTimeout(this.#timer);
  }

  /** @param apart wait until the kernel has it and the loop has turned, so that the next byte is a segment of its own. */
  #write(bytes: Buffer, apart: boolean): void {
    if (!this.#to.writable) return;
    this.#busy = true;
    const next = (): void => {
      this.#busy = false;
      this.pump();
    };
    if (apart) this.#to.write(bytes, () => setImmediate(next));
    else if (this.#to.write(bytes)) next();
    else this.#to.once('drain', next);
  }
}

function end(to: Socket, how: 'end' | 'reset'): void {
  if (how === 'reset') to.resetAndDestroy();
  else to.destroySoon();
}
