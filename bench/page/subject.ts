import type { Said } from './text.ts';

/** What is measured: our chat, a peer or a limit, driven in one way. */
export interface Subject {
  /** Puts the empty thing into the page; done when it is drawn. */
  mount(root: HTMLElement): Promise<Mounted>;
}

export interface Mounted {
  /** Everything a server would do to serve these messages; the returned function is what is measured. */
  open?(messages: readonly Said[]): () => void;
  /** An answer begins at the end. */
  begin(): void;
  /** The answer grows by one event. */
  write(text: string): void;
  /** The answer is whole. */
  finish(): void | Promise<void>;
  append?(message: Said): void;
  close(): void;
  /** Characters shown, where they do not lie in the page’s own tree. */
  shown?(): number;
  /** Forgets what stands in for the server, so that only what the page keeps is counted. */
  forget?(): void;
  /** Further verbs of one subject only. */
  readonly more?: Readonly<Record<string, (value: number) => Promise<number>>>;
}

/** Rows of every subject carry this, for what counts them and looks for gaps between them. */
export const ROW = 'data-bench-row';

export const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
