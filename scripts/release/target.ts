/** Where releases are served from: anything that can do this. `target-contract.ts` holds each implementation to it. */

export interface Upload {
  put(name: string, content: Uint8Array): Promise<void>;
  /** As it would be served: what is verified is what was stored, not what was sent. */
  read(name: string): Promise<Uint8Array>;
  names(): Promise<string[]>;
  /** Under its version, whole, or not at all. An upload under a version that is there is refused. */
  publish(): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

export interface PublishedVersion {
  names(): Promise<string[]>;
  read(name: string): Promise<Uint8Array>;
}

export interface ReleaseTarget {
  /** Out of sight until it is published. */
  upload(version: string): Promise<Upload>;
  /** Null where there is none. */
  version(version: string): Promise<PublishedVersion | null>;
  registry(): Promise<string | null>;
  /**
   * Replaces the registry if it is still `before` (null: none yet). Of two at once one wins.
   * @returns false when another one was faster; nothing was changed then.
   */
  swapRegistry(before: string | null, text: string): Promise<boolean>;
  /** Tells whatever serves it that a version's files never change and the registry is asked for each time. Again: nothing. */
  writeHeaders(): Promise<void>;
}
