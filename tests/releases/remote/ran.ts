declare global {
  interface Window {
    /** Module and version of all that ran, in order. */
    ran?: string[];
    /** What the chat says it is busy with; a test sets it. */
    chatWork?: string[];
    /** Set by what a tampered script adds. */
    tampered?: boolean;
  }
}

/** Put in by the build. */
export const version = process.env.RELEASE_VERSION ?? '';

export function ran(module: string): void {
  window.ran = [...(window.ran ?? []), `${module} ${version}`];
}
