/** Where links may lead. */
export interface LinkRules {
  /** Exact origins, `https://help.example`. */
  readonly origins: ReadonlySet<string>;
  /** Addresses the server named as sources of this message, as `URL.href`. */
  readonly sources: ReadonlySet<string>;
  /** False while the text still grows: half an address may name another host than the whole (H24). */
  readonly active: boolean;
}

export type LinkDecision =
  | { readonly kind: 'open'; readonly href: string; readonly host: string }
  /** Not opened; the host is shown so that the reader knows where it would have led. */
  | { readonly kind: 'shown'; readonly host: string }
  /** No web address at all: shown as it was written. */
  | { readonly kind: 'written' };

/** A source's address if it may be opened: https, or the page's own origin; null otherwise. */
export function sourceAddress(url: string, pageOrigin: string | null): string | null {
  const parsed = parse(url, pageOrigin);
  if (!parsed) return null;
  return parsed.protocol === 'https:' || parsed.origin === pageOrigin ? parsed.href : null;
}

function parse(address: string, base: string | null): URL | null {
  if (/[\u0000-\u0020\u007F-\u009F\\]/u.test(address)) return null;
  try {
    const url = base === null ? new URL(address) : new URL(address, base);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
    return url.username === '' && url.password === '' ? url : null;
  } catch {
    return null;
  }
}

/** Decides by the parsed address, never by its text (H11, H14). */
export function decideLink(address: string, rules: LinkRules): LinkDecision {
  if (!/^https?:\/\/[^/]/iu.test(address)) return { kind: 'written' };
  const url = parse(address, null);
  if (!url) return { kind: 'written' };
  const allowed = rules.sources.has(url.href) || (url.protocol === 'https:' && rules.origins.has(url.origin));
  return allowed && rules.active ? { kind: 'open', href: url.href, host: url.host } : { kind: 'shown', host: url.host };
}

/** Whether a label claims to be an address of its own; then it must agree with the target or is dropped (H13). */
export function labelLies(label: string, host: string): boolean {
  const match = /(?:^|[\s("'<])(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?::\d+)?(?=[/?#\s)"'>.,]|$)/iu.exec(label);
  if (!match?.[1]) return false;
  return match[1].toLowerCase() !== host.replace(/:\d+$/u, '').toLowerCase();
}
