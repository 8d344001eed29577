/** What the shell set up once for every chat of the page; alone, so that setting it up costs next to nothing. */
import type { Persistence } from './session/environment.ts';
import type { RecorderMode } from './session/recorder-entries.ts';
import type { GetAccessToken } from './transports/access.ts';

/** Where the server is and who asks: as the `connection` prop or `configure()` give it. */
export interface Connection {
  readonly endpoint: string;
  readonly getAccessToken: GetAccessToken;
}

let connection: Connection | null = null;
let recorder: RecorderMode = 'off';
let persistence: Persistence = 'session';

/** Called once by the shell; null takes it back. Instances mounted later use it unless they have a `connection` of their own. */
export function setConnection(next: Connection | null): void {
  connection = next;
}

export const configuredConnection = (): Connection | null => connection;

/** What `configure` asks of the flight recorder; instances mounted later follow it unless they ask for more. */
export function setRecorder(mode: RecorderMode): void {
  recorder = mode;
}

export const configuredRecorder = (): RecorderMode => recorder;

/** Where unsent text is kept, unless an instance says so itself. */
export function setPersistence(next: Persistence): void {
  persistence = next;
}

export const configuredPersistence = (): Persistence => persistence;
