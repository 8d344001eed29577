import { RemoteError } from '../remote-error.ts';
import { inRange, orderOf } from './range.ts';

/** `blocked` is given to nobody; `deprecated` only to those whose channel or range has nothing else. */
export type VersionState = 'active' | 'deprecated' | 'blocked';

export interface RegistryVersion {
  readonly state: VersionState;
  /** SHA-384 of its `integrity.json`, as `sha384-…`. */
  readonly integrity: string;
  /** The React its components need of the page, e.g. `^19.0.0`. */
  readonly react: string;
  readonly protocol: number;
  readonly features: readonly string[];
}

export interface RegistryChannel {
  readonly version: string;
  /** What it gave before. */
  readonly previous: string | null;
  /** Of the version's `integrity.json`, once more: a channel never speaks of other bytes than those it was pointed at. */
  readonly integrity: string;
}

/** What `registry.json` says, once its signature was verified. */
export interface Registry {
  /** One more with each change: an earlier one is never taken in place of a later one. */
  readonly serial: number;
  /** ISO 8601. */
  readonly time: string;
  /** ISO 8601: from then on it brings nothing new to anybody. */
  readonly expires: string;
  readonly channels: Readonly<Record<string, RegistryChannel>>;
  readonly versions: Readonly<Record<string, RegistryVersion>>;
}

/** Whether these bytes bear this signature; `key` is the public Ed25519 key, 32 bytes in base64url. */
export type VerifySignature = (key: string, signature: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>) => Promise<boolean>;

/** By the browser: Chromium 137, Firefox 130, Safari 17, in secure contexts. */
const verifyByBrowser: VerifySignature = async (key, signature, bytes) => {
  const imported = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: key }, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, bytes);
};

const decoded = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

const unsupported = (cause?: unknown) =>
  new RemoteError(
    'unsupported',
    'This browser cannot verify a release, so nothing is loaded: that needs a page on https, Ed25519 in WebCrypto (or the option verify), and scripts with integrity.',
    cause,
  );

/** @throws RemoteError `unsupported` where nothing can be hashed, or scripts would run whatever their bytes are. */
export function assertCanVerify(): void {
  if (globalThis.crypto?.subtle === undefined || !('integrity' in HTMLScriptElement.prototype)) throw unsupported();
}

const refuse = (why: string, cause?: unknown) => new RemoteError('invalid', `The registry of the chat is refused: ${why}.`, cause);

/**
 * Reads a flattened JWS (RFC 7515) signed with Ed25519 by one of `keys`.
 * @throws RemoteError `unsupported` in a browser without Ed25519, `invalid` for everything else.
 */
export async function openRegistry(text: string, keys: readonly string[], verify: VerifySignature = verifyByBrowser): Promise<Registry> {
  const { payload, protected: head, signature } = parts(text);
  const signed = new TextEncoder().encode(`${head}.${payload}`);
  let valid = false;
  try {
    const { alg } = JSON.parse(new TextDecoder().decode(decoded(head))) as { alg?: unknown };
    if (alg !== 'EdDSA') throw refuse(`it is signed with ${String(alg)}, not with EdDSA`);
    for (const key of keys) valid ||= await verify(key, decoded(signature), signed);
  } catch (error) {
    if (error instanceof RemoteError) throw error;
    if ((error as Error).name === 'NotSupportedError') throw unsupported(error);
    throw refuse('what it is signed with cannot be read', error);
  }
  if (!valid) throw refuse('none of the pinned keys has signed it');
  const registry = JSON.parse(new TextDecoder().decode(decoded(payload))) as Registry;
  if (!Number.isSafeInteger(registry.serial) || Number.isNaN(Date.parse(registry.expires))) throw refuse('it has no serial or no expiry');
  return registry;
}

function parts(text: string): Record<'payload' | 'protected' | 'signature', string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse('it is no JSON', error);
  }
  const { payload, protected: head, signature } = (value ?? {}) as Record<string, unknown>;
  if (typeof payload !== 'string' || typeof head !== 'string' || typeof signature !== 'string') throw refuse('it is not signed');
  return { payload, protected: head, signature };
}

/** What a shell wants, and what it can. */
export interface Wish {
  /** Default `stable`; without effect where `range` is given. */
  readonly channel?: string;
  readonly range?: string;
  /** The page's React; left out where the container brings its own. */
  readonly react?: string;
  readonly protocol?: number;
  readonly features?: readonly string[];
}

/** `wanted`: what channel or range say. `last`: it ran here before. `previous`: the channel gave it before. */
export type Why = 'wanted' | 'last' | 'previous' | 'older';
export interface Candidate {
  readonly version: string;
  readonly why: Why;
}

function fits({ react, protocol, features }: RegistryVersion, wish: Wish): boolean {
  if (wish.react !== undefined && !inRange(wish.react, react)) return false;
  if (wish.protocol !== undefined && protocol !== wish.protocol) return false;
  return (wish.features ?? []).every((feature) => features.includes(feature));
}

/** The versions this shell may run, best first. Blocked ones and those it cannot render are never among them. */
export function candidates(registry: Registry, wish: Wish, last: string | null): Candidate[] {
  const { versions, channels } = registry;
  const state = (version: string) => versions[version]?.state;
  const list: Candidate[] = [];
  const add = (version: string | null | undefined, why: Why) => {
    if (typeof version === 'string' && !list.some((one) => one.version === version)) list.push({ version, why });
  };
  if (wish.range === undefined) {
    const channel = channels[wish.channel ?? 'stable'];
    if (channel?.integrity === versions[channel?.version ?? '']?.integrity) add(channel?.version, 'wanted');
    add(last, 'last');
    add(channel?.previous, 'previous');
  } else {
    const matching = Object.keys(versions).filter((version) => inRange(version, wish.range ?? ''));
    const usable = matching.filter((version) => state(version) === 'active').sort((a, b) => orderOf(b, a));
    const old = matching.filter((version) => state(version) === 'deprecated').sort((a, b) => orderOf(b, a));
    const [best, ...older] = [...usable, ...old].filter((version) => fits(versions[version] as RegistryVersion, wish));
    add(best, 'wanted');
    if (last !== null && inRange(last, wish.range)) add(last, 'last');
    for (const version of older) add(version, 'older');
  }
  return list.filter(({ version }) => {
    const known = versions[version];
    return known !== undefined && known.state !== 'blocked' && fits(known, wish);
  });
}
