/** What a version fetches besides its modules, while it is shown: told by itself, judged here. */
import { kindOf, RemoteError } from '../remote-error.ts';

/** What a version can say of itself; an earlier one leaves out what it cannot. */
export interface Insight {
  /** What the person would lose sight of if it were replaced now. */
  atWork?(): readonly string[];
  /** Told of each fetch of a part, those before included. Returns how to leave. */
  onPart?(listener: (part: string, arriving: Promise<unknown>) => void): () => void;
  /** Fetches what the modules loaded so far need besides themselves. */
  whole?(): Promise<void>;
}

export interface WatchOptions {
  readonly version: string;
  /** Null where it has no such module. */
  readonly insight: Promise<Insight | null>;
  /** Milliseconds to run without breaking. */
  readonly soundAfterMs: number;
  /** Why what this error names will not come, or null if it may. */
  readonly reason: (error: RemoteError) => Promise<RemoteError | null>;
  readonly online: () => boolean;
  /** It has run for that long, and all that was asked for is there. */
  readonly onSound: () => void;
  /** It cannot be used as it is. */
  readonly onLost: (error: RemoteError) => void;
}

export interface Watch {
  /** It broke: what has run well until now counts no more. */
  again(): void;
  stop(): void;
}

/** Fetches of one part that end without an answer before its version is given up: whoever needs the part tries again by itself. */
const CUTS = 3;

interface Part {
  latest: Promise<unknown>;
  there: boolean;
  cuts: number;
}

export function watchParts({ version, insight, soundAfterMs, reason, online, onSound, onLost }: WatchOptions): Watch {
  const parts = new Map<string, Part>();
  let known = false;
  let elapsed = false;
  let stopped = false;
  let leave = (): void => {};
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    if (!stopped && known && elapsed && [...parts.values()].every(({ there }) => there)) onSound();
  };
  const again = () => {
    elapsed = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      elapsed = true;
      settle();
    }, soundAfterMs);
  };
  const failed = async (name: string, part: Part, cause: unknown) => {
    // Without a network every version would fail.
    if (stopped || !online()) return;
    const error = new RemoteError(kindOf(cause), `A part of the chat's version ${version} ("${name}") could not be had.`, cause);
    const lost = error.kind === 'missing' ? await reason(error) : error;
    part.cuts += 1;
    if (!stopped && (lost !== null || part.cuts >= CUTS)) onLost(lost ?? error);
  };
  const hear = (name: string, arriving: Promise<unknown>) => {
    const part = parts.get(name) ?? { latest: arriving, there: false, cuts: 0 };
    parts.set(name, part);
    part.latest = arriving;
    arriving.then(
      () => {
        Object.assign(part, { there: true, cuts: 0 });
        settle();
      },
      (cause: unknown) => {
        if (part.latest === arriving) void failed(name, part, cause);
      },
    );
  };
  again();
  void insight.then((can) => {
    if (stopped) return;
    known = true;
    leave = can?.onPart?.(hear) ?? leave;
    settle();
  });
  return {
    again,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      leave();
    },
  };
}
