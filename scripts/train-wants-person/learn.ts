import { PLACES } from '../../host-demo/server/responders/wants-person-features.ts';
import type { Random } from './grammar.ts';

export interface Example {
  readonly features: readonly number[];
  readonly wants: boolean;
}
export interface Learned {
  readonly weights: Float64Array;
  readonly bias: number;
}

const ROUNDS = 8;
const STEP = 0.01;
/** The bias is in every example: it takes smaller steps than a weight. */
const BIAS_STEP = STEP * 0.05;
const TOWARDS_ZERO = 1e-6;

export function score({ weights, bias }: Learned, features: readonly number[]): number {
  let sum = bias;
  for (const at of features) sum += weights[at] ?? 0;
  return sum;
}

function shuffle<T>(list: T[], random: Random): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [one, two] = [list[at], list[other]];
    if (one !== undefined && two !== undefined) [list[at], list[other]] = [two, one];
  }
}

/** Logistic regression by stochastic gradient descent, steps after AdaGrad (Duchi, Hazan, Singer 2011), towards small weights (L2). */
export function learn(examples: readonly Example[], random: Random): Learned {
  const weights = new Float64Array(PLACES);
  const seen = new Float64Array(PLACES).fill(1e-6);
  let bias = 0;
  const order = [...examples];
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(order, random);
    for (const { features, wants } of order) {
      const error = 1 / (1 + Math.exp(-score({ weights, bias }, features))) - (wants ? 1 : 0);
      bias -= BIAS_STEP * error;
      for (const at of features) {
        const slope = error + TOWARDS_ZERO * (weights[at] ?? 0);
        seen[at] = (seen[at] ?? 0) + slope * slope;
        weights[at] = (weights[at] ?? 0) - (STEP * slope) / Math.sqrt(seen[at] ?? 1);
      }
    }
  }
  return { weights, bias };
}

/** One byte a weight: a whole number from -127 to 127, `scale` of which make 1. */
export function quantised({ weights }: Learned): { bytes: Int8Array; scale: number } {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const scale = 127 / (largest || 1);
  return { bytes: Int8Array.from(weights, (weight) => Math.round(weight * scale)), scale };
}
