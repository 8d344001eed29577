import gifenc from 'gifenc';
import { PNG } from 'pngjs';
import type { Frame } from './film.ts';

/** Shown this much faster than it was: what the panel measured stands in the picture. */
const FASTER = 1.6;
/** Nothing rests for longer than this in the animation, in ms: waiting for a lease to run out is no picture. */
const STILL_MS = 700;
const LAST_MS = 3_500;
const SHORTEST_MS = 100;
/** A page of text has few; fewer are smaller, and 64 look the same. "As before" is none of them. */
const COLOURS = 64;
const AS_BEFORE = 255;

interface Picture {
  readonly pixels: Uint8Array;
  ms: number;
}

/** Frames that show the same are one, shown for longer. */
function distinct(frames: readonly Frame[]): { pictures: readonly Picture[]; width: number; height: number } {
  const pictures: Picture[] = [];
  let size = { width: 0, height: 0 };
  for (const [at, frame] of frames.entries()) {
    const { data, width, height } = PNG.sync.read(frame.png);
    size = { width, height };
    const ms = (frames[at + 1]?.at ?? frame.at + LAST_MS) - frame.at;
    const last = pictures.at(-1);
    if (last && Buffer.compare(last.pixels, data) === 0) last.ms += ms;
    else pictures.push({ pixels: data, ms });
  }
  return { pictures, ...size };
}

/** One palette for all: colours of pictures spread over the whole film. */
function paletteOf(pictures: readonly Picture[]): number[][] {
  const every = Math.max(1, Math.floor(pictures.length / 8));
  const samples = pictures.filter((_, at) => at % every === 0).map(({ pixels }) => pixels);
  const all = new Uint8Array(samples.reduce((sum, sample) => sum + sample.length, 0));
  let offset = 0;
  for (const sample of samples) {
    all.set(sample, offset);
    offset += sample.length;
  }
  return gifenc.quantize(all, COLOURS);
}

/** An animated GIF: what a frame leaves as it was is transparent, so a growing answer costs its own pixels only. */
export function encode(frames: readonly Frame[]): { bytes: Uint8Array; pictures: number; ms: number } {
  const { pictures, width, height } = distinct(frames);
  const palette = paletteOf(pictures);
  const gif = gifenc.GIFEncoder();
  let before: Uint8Array | null = null;
  let total = 0;
  for (const [at, { pixels, ms }] of pictures.entries()) {
    const index = gifenc.applyPalette(pixels, palette);
    const changed = index.slice();
    if (before) for (let pixel = 0; pixel < changed.length; pixel += 1) if (index[pixel] === before[pixel]) changed[pixel] = AS_BEFORE;
    const last = at === pictures.length - 1;
    const delay = last ? LAST_MS : Math.round(Math.min(STILL_MS, Math.max(SHORTEST_MS, ms / FASTER)));
    total += delay;
    const overlay = before !== null;
    gif.writeFrame(changed, width, height, {
      delay,
      dispose: 1,
      transparent: overlay,
      transparentIndex: AS_BEFORE,
      ...(overlay ? null : { palette: [...palette, ...Array.from({ length: 256 - palette.length }, () => [0, 0, 0])] }),
    });
    before = index;
  }
  gif.finish();
  return { bytes: gif.bytes(), pictures: pictures.length, ms: total };
}
