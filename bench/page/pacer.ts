import { nextFrame } from './subject.ts';
import { tokensOf } from './text.ts';

/**
 * The rhythm in which an answer arrives. `frame`: that many tokens as one event in each frame. `second`: that many tokens a
 * second, an event and a task of its own for each. `once`: everything in one event.
 */
export type Pace = { readonly frame: number } | { readonly second: number } | { readonly once: true };

interface Played {
  readonly tokens: number;
  readonly frames: number;
}

/** Plays the text to its end; the same for every subject. */
export async function stream(text: string, pace: Pace, write: (text: string) => void): Promise<Played> {
  const tokens = tokensOf(text);
  if ('once' in pace) {
    write(text);
    await nextFrame();
    return { tokens: tokens.length, frames: 1 };
  }
  return 'frame' in pace ? byFrame(tokens, pace.frame, write) : bySecond(tokens, pace.second, write);
}

async function byFrame(tokens: readonly string[], each: number, write: (text: string) => void): Promise<Played> {
  let frames = 0;
  for (let at = 0; at < tokens.length; at += each) {
    await nextFrame();
    write(tokens.slice(at, at + each).join(''));
    frames += 1;
  }
  return { tokens: tokens.length, frames };
}

/** A message channel gives each event a task of its own, as a socket does. */
function bySecond(tokens: readonly string[], rate: number, write: (text: string) => void): Promise<Played> {
  const { port1, port2 } = new MessageChannel();
  const began = performance.now();
  let sent = 0;
  let arrived = 0;
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<string>) => {
      write(data);
      arrived += 1;
      if (arrived < tokens.length) return;
      clearInterval(timer);
      port1.close();
      resolve({ tokens: arrived, frames: Math.round((performance.now() - began) / (1_000 / 60)) });
    };
    const timer = setInterval(() => {
      const due = Math.min(tokens.length, Math.floor(((performance.now() - began) * rate) / 1_000));
      for (; sent < due; sent += 1) port2.postMessage(tokens[sent]);
    }, 4);
  });
}
