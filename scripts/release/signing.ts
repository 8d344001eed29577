/** Ed25519 keys and signatures of registries: a flattened JWS (RFC 7515), which the shell verifies with WebCrypto. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { FlattenedSign } from 'jose';
import { openRegistry, type Registry, type VerifySignature } from '../../host/released/registry.ts';

export interface KeyPair {
  /** PKCS #8, PEM: kept secret, outside of the repository. */
  readonly secret: string;
  /** 32 bytes in base64url: what shells pin. */
  readonly key: string;
}

const publicPart = (key: KeyObject): string => key.export({ format: 'jwk' }).x ?? '';

export function createKeys(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { secret: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, key: publicPart(publicKey) };
}

/** @throws Error when the text is no Ed25519 key. */
export function publicKeyOf(secret: string): string {
  const key = createPrivateKey(secret);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The key is no Ed25519 key.');
  return publicPart(createPublicKey(key));
}

/** The text of `registry.json`. */
export async function signRegistry(registry: Registry, secret: string): Promise<string> {
  const signer = new FlattenedSign(new TextEncoder().encode(JSON.stringify(registry)));
  const signed = await signer.setProtectedHeader({ alg: 'EdDSA', typ: 'chat-registry' }).sign(createPrivateKey(secret));
  return `${JSON.stringify(signed, null, 2)}\n`;
}

/** Node 20's WebCrypto warns that Ed25519 is experimental; its own verify does not. */
export const verifyByNode: VerifySignature = async (key, signature, bytes) =>
  verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' }), signature);

export const readRegistry = (text: string, key: string): Promise<Registry> => openRegistry(text, [key], verifyByNode);
