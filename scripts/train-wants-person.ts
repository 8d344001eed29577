/**
 * Learns who wants a person anew: `npm run train:wants-person [-- --check-only]`. It writes `wants-person-weights.json`; the same phrases and
 * articles give the same file. `--check-only` only says how well it does on a third of the hand-written texts that it did not learn from.
 */
import { writeFileSync } from 'node:fs';
import { features, PLACES, plainWords } from '../host-demo/server/responders/wants-person-features.ts';
import { randomFrom } from './train-wants-person/grammar.ts';
import { type Learned, learn, quantised, score } from './train-wants-person/learn.ts';
import { handWritten, type Item, material } from './train-wants-person/material.ts';

const SEEDS = [7, 8, 9, 10];
const FOLDS = 3;
/** The share of ordinary texts not learned from that the threshold lets through. */
const FALSE_ALARMS = 0.001;
const SETS = ['development', 'test', 'second', 'third', 'fourth'];
const file = new URL('../host-demo/server/responders/wants-person-weights.json', import.meta.url);

interface Scored extends Item {
  readonly score: number;
}

/** The mean of several, each from texts composed anew: steadier than one. */
function train(items: readonly Item[]): Learned {
  const each = SEEDS.map((seed) => {
    const random = randomFrom(seed);
    return learn(material(items, random), random);
  });
  const mean = (of: (one: Learned) => number): number => each.reduce((sum, one) => sum + of(one), 0) / each.length;
  return {
    weights: Float64Array.from({ length: PLACES }, (_, at) => mean(({ weights }) => weights[at] ?? 0)),
    bias: mean(({ bias }) => bias),
  };
}

function judged(learned: Learned, items: readonly Item[]): readonly Scored[] {
  return items.map((item) => ({ ...item, score: score(learned, features(plainWords(item.text))) }));
}

const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(1)} %`;
function told(name: string, scored: readonly Scored[], threshold: number): string {
  const wants = scored.filter((one) => one.wants);
  const ordinary = scored.filter((one) => !one.wants);
  const known = wants.filter((one) => one.score > threshold).length;
  const alarms = ordinary.filter((one) => one.score > threshold).length;
  return `${name}: ${known} of ${wants.length} known (${percent(known, wants.length)}), ${alarms} of ${ordinary.length} false alarms (${percent(alarms, ordinary.length)})`;
}

function main(): void {
  const items = SETS.flatMap(handWritten);
  const held = Array.from({ length: FOLDS }, (_, fold) =>
    judged(
      train(items.filter((_item, at) => at % FOLDS !== fold)),
      items.filter((_item, at) => at % FOLDS === fold),
    ),
  ).flat();
  const ordinary = held.filter((one) => !one.wants).sort((one, other) => other.score - one.score);
  const threshold = ordinary[Math.floor(FALSE_ALARMS * ordinary.length)]?.score ?? 0;
  console.log(told(`held out, threshold ${threshold.toFixed(2)}`, held, threshold));
  if (process.argv.includes('--check-only')) return;
  const learned = train(items);
  const { bytes, scale } = quantised(learned);
  const model = {
    places: PLACES,
    bias: Math.round((learned.bias - threshold) * scale),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
  writeFileSync(file, `${JSON.stringify(model, null, 2)}\n`);
  console.log(told('learned from', judged(learned, items), threshold));
}

main();
