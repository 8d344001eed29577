/** What the demo's menu may do with the releases its own registry gives, as its endpoint sees it. */

export const RELEASE_ACTIONS = ['promote', 'roll-back', 'break', 'mend'] as const;
export type ReleaseAction = (typeof RELEASE_ACTIONS)[number];

export interface ReleasesState {
  /** One more with each change; an action says which one it has seen. */
  readonly revision: number;
  readonly channel: string;
  /** What the channel gives, and gave before. */
  readonly gives: string;
  readonly before: string | null;
  /** Built from the working tree. */
  readonly newest: string;
  /** The older one, built from its commit after the start; null where no older one is recorded. */
  readonly older: { readonly version: string; readonly state: 'building' | 'ready' | 'missing'; readonly why: string | null } | null;
  /** Versions that cannot be loaded anew, on purpose. */
  readonly broken: readonly string[];
}

export interface ReleaseControl {
  state(): Promise<ReleasesState>;
  /** @throws ReleaseRefused */
  act(action: ReleaseAction, revision: number): Promise<ReleasesState>;
}

/** The action does not fit what stands: somebody was faster, or it leads nowhere. Nothing was changed. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
}
