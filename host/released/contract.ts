import type { RemoteChat, RemoteChatOptions } from '../load-remote-chat.ts';
import type { RemoteError } from '../remote-error.ts';
import type { ReleaseStorage } from './memory.ts';
import type { VerifySignature, Why, Wish } from './registry.ts';

/** What a registry's `loadRemoteChat` takes: channel or range and the page's abilities decide which version runs. */
export interface ReleasedChatOptions extends Omit<RemoteChatOptions, 'manifest' | 'verified'>, Omit<Wish, 'react'> {
  /** URL of `registry.json`, absolute or relative to the page. The versions lie in folders beside it. */
  readonly registry: string;
  /** Public Ed25519 key, or keys while one replaces another: 32 bytes in base64url. */
  readonly key: string | readonly string[];
  /** Which of a release's builds; default `react`. */
  readonly environment?: 'react' | 'isolated';
  /** Milliseconds between looks at the registry; default 30,000. */
  readonly refreshMs?: number;
  /** Milliseconds the first load waits for the registry when an earlier one is known; default 2,000. */
  readonly patienceMs?: number;
  /** Milliseconds a version must run without breaking before it is what to fall back to; default 10,000. */
  readonly soundAfterMs?: number;
  /** Told what runs and why, each time that changes. */
  readonly onVersion?: (running: RunningVersion) => void;
  /** Whether a switch would take something from the person. Default: asked of the chat itself. */
  readonly busy?: () => boolean;
  /** Where the last registry and the last good version are kept; default the page's `localStorage`. */
  readonly storage?: ReleaseStorage | null;
  /** In place of the browser's Ed25519, where it has none. */
  readonly verify?: VerifySignature;
}

export interface RunningVersion {
  readonly version: string;
  readonly why: Why;
  readonly channel: string | null;
  readonly range: string | null;
  /** What ran before on this page. */
  readonly from: string | null;
  readonly deprecated: boolean;
  /** Why it is not the version that channel or range ask for, or why the newest registry was not taken. */
  readonly error: RemoteError | null;
}

export interface ReleasedChat extends RemoteChat {
  /** What runs now; null before the first module has come. */
  version(): RunningVersion | null;
  /** Told when another version took the place: what was loaded is to be loaded again. Returns how to leave. */
  subscribe(listener: () => void): () => void;
  /** Looks at the registry now, and switches if it is safe. */
  check(): Promise<void>;
  /** Ends the looking at the registry. */
  stop(): void;
}
