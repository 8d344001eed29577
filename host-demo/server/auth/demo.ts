/** The demo's people. Their tokens are real ones, signed with the key in the data folder and checked like any other. */
import { SignJWT } from 'jose';
import type { Identity } from '../conversations/api.ts';

export const DEMO_ISSUER = 'ai-cs-agent-demo';
export const DEMO_AUDIENCE = 'ai-cs-agent';
/** Life of a demo token in seconds: short enough that a long look at the demo sees a refresh. */
export const DEMO_TOKEN_S = 3600;

export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly role: Identity['role'];
  readonly organizations: Identity['organizations'];
}

export const NORTHWIND = { id: 'org-northwind', name: 'Northwind Outdoor' } as const;
export const BRIGHTSIDE = { id: 'org-brightside', name: 'Brightside Home' } as const;

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { id: 'ada', name: 'Ada Lindqvist', role: 'USER', organizations: [NORTHWIND] },
  { id: 'ben', name: 'Ben Okafor', role: 'USER', organizations: [NORTHWIND] },
  { id: 'chen', name: 'Chen Wei', role: 'USER', organizations: [BRIGHTSIDE] },
  { id: 'mara', name: 'Mara Voss', role: 'AGENT', organizations: [NORTHWIND, BRIGHTSIDE] },
  { id: 'jonas', name: 'Jonas Reuter', role: 'AGENT', organizations: [NORTHWIND, BRIGHTSIDE] },
];

export function demoPerson(id: string): DemoPerson | null {
  return DEMO_PEOPLE.find((person) => person.id === id) ?? null;
}

/** The identity a demo person's token yields, for seeding without a round trip. */
export function demoIdentity(id: string, now: number): Identity {
  const person = demoPerson(id);
  if (!person) throw new Error(`There is no demo person "${id}".`);
  return {
    subject: person.id,
    role: person.role,
    name: person.name,
    organizations: person.organizations,
    issuedAt: now,
    expiresAt: now + DEMO_TOKEN_S * 1000,
  };
}

/** @param now ms since 1970. @param lifeSeconds how long the token holds. */
export async function demoToken(person: DemoPerson, key: Uint8Array, now: number, lifeSeconds: number = DEMO_TOKEN_S): Promise<string> {
  const seconds = Math.floor(now / 1000);
  return (
    new SignJWT({ name: person.name, role: person.role, organizations: person.organizations })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(person.id)
      .setIssuer(DEMO_ISSUER)
      .setAudience(DEMO_AUDIENCE)
      // To the millisecond, so that one issued in the second of a revocation or of the line panel's "expire" is told from those before.
      .setIssuedAt(now / 1000)
      .setExpirationTime(seconds + lifeSeconds)
      .sign(key)
  );
}
