import { readFileSync } from 'node:fs';
import { features, LONGEST, PLACES, plainWords } from './wants-person-features.ts';

/**
 * Whether a message asks for a person, in English, German, French and Spanish: a weight for each of its features, summed (logistic
 * regression). The weights come from `scripts/train-wants-person.ts`; why they are learned: docs/decisions/0012-who-wants-a-person-is-learned.md.
 */

const file = new URL('./wants-person-weights.json', import.meta.url);

interface Weights {
  readonly places: number;
  /** What the sum begins with; it asks for a person above 0. */
  readonly bias: number;
  /** A signed byte a place, base64. */
  readonly weights: string;
}

function load(): { readonly bias: number; readonly weights: Int8Array } {
  const { places, bias, weights } = JSON.parse(readFileSync(file, 'utf8')) as Weights;
  const bytes = new Int8Array(Buffer.from(weights, 'base64'));
  if (places !== PLACES || bytes.length !== PLACES) {
    throw new Error(
      `${file.pathname}: holds ${bytes.length} weights, the features have ${PLACES} places. Run "npm run train:wants-person" to learn them anew.`,
    );
  }
  return { bias, weights: bytes };
}
const { bias, weights } = load();

function asks(text: string): boolean {
  let sum = bias;
  for (const at of features(plainWords(text))) sum += weights[at] ?? 0;
  return sum > 0;
}

/** Whether a person is asked for. Of a long message its beginning and its end are looked at. */
export function asksForPerson(text: string): boolean {
  return asks(text.slice(0, LONGEST)) || (text.length > LONGEST && asks(text.slice(-LONGEST)));
}
