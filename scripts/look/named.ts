export interface Shot {
  readonly name: string;
  readonly state: string;
  readonly width: number;
  readonly height: number;
}

const panel = { width: 720, height: 800 } as const;

/** The pictures by which the look is judged, by the names everyone uses for them. */
export const SHOTS: readonly Shot[] = [
  { name: 'empty', state: 'empty', ...panel },
  { name: 'streaming', state: 'writing', ...panel },
  { name: 'long-answer', state: 'long', ...panel },
  { name: 'waiting', state: 'waiting', ...panel },
  { name: 'with-a-person', state: 'with-person', ...panel },
  { name: 'offline', state: 'offline', ...panel },
  { name: 'not-sent', state: 'not-sent', ...panel },
  { name: 'closed', state: 'closed', ...panel },
  { name: 'list', state: 'list', width: 300, height: 800 },
  { name: 'desk', state: 'desk', width: 1440, height: 900 },
  { name: 'popup', state: 'popup', width: 1280, height: 800 },
  { name: 'phone', state: 'long', width: 360, height: 760 },
];
