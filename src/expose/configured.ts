import type { ChatIsolation } from './contract.ts';

/** What the doors read of `configure()`; apart from it, so that no door brings the checks and their words along. */
let origins: readonly string[] = [];
let isolation: ChatIsolation = 'shadow';

export function setLinkOrigins(allowed: readonly string[]): void {
  origins = allowed;
}

/** The page's own origin and those the shell allowed. */
export function linkOrigins(): readonly string[] {
  return [location.origin, ...origins];
}

export function setIsolation(wanted: ChatIsolation): void {
  isolation = wanted;
}

/** How instances that do not say it themselves are kept apart from the page. */
export function configuredIsolation(): ChatIsolation {
  return isolation;
}
