import { describe, expect, it } from 'vitest';
import { createEngine } from '../../host-demo/server/http/graphql.ts';
import { type DoorLimits, defaultDoorLimits } from '../../host-demo/server/http/limits.ts';
import { readTrustedDocuments } from '../../host-demo/server/http/trusted-documents.ts';
import { LIMITS } from '../../src/session/limits.ts';
import { documents } from '../../src/transports/documents.ts';
import { createHttpTransport } from '../../src/transports/http.ts';
import { createLadder } from '../../src/transports/ladder.ts';
import { createSocketFeeds } from '../../src/transports/websocket.ts';
import { openRealServer } from '../contract/real-server.ts';
import { describeTransport } from '../contract/transport-contract.ts';
import { NodeSocket } from '../support/node-socket.ts';
import { scripted } from './doors.ts';

const listed = new URL('../../host-demo/server/generated/documents.json', import.meta.url).pathname;
const trusted = readTrustedDocuments(decodeURI(listed));
const silent = () => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

/** What the rules of both transports say of a document. */
function judge(text: string, limits: DoorLimits = defaultDoorLimits): string[] {
  const engine = createEngine({ limits, development: false, trusted, logger });
  const { parse, validate, schema } = engine.getEnveloped({
    backend: scripted({}),
    identity: { subject: 'x', role: 'USER', name: 'x', organizations: [], expiresAt: null, issuedAt: 0 },
    signal: new AbortController().signal,
    requestId: 'r',
    transport: 'http',
    takeCommand: () => 0,
  });
  try {
    return validate(schema, parse(text)).map((error: Error) => error.message);
  } catch (error) {
    return [String(error)];
  }
}

describe("H40 the chat's own documents", () => {
  it.each(Object.entries(documents))('%s is listed, and within half of every limit', (_, text) => {
    const half: DoorLimits = {
      ...defaultDoorLimits,
      aliases: defaultDoorLimits.aliases / 2,
      directives: defaultDoorLimits.directives / 2,
      cost: defaultDoorLimits.cost / 2,
      documentTokens: defaultDoorLimits.documentTokens / 2,
    };
    expect(judge(text, half)).toEqual([]);
  });

  it('each is allowed with other white space, and refused with anything added', () => {
    const engine = createEngine({ limits: defaultDoorLimits, development: false, trusted, logger });
    const { parse } = engine.getEnveloped();
    for (const text of Object.values(documents)) {
      const document = parse(text);
      expect(trusted.allows(document)).toBe(true);
      expect(trusted.allows(parse(`# a comment\n${text}  `))).toBe(true);
      expect(trusted.allows(parse(`${text} query Extra { viewer { id } }`))).toBe(false);
    }
  });
});

describeTransport('websocket against a server that executes listed documents only (H45)', async () => {
  const limits = { ...LIMITS, socketLingerMs: 200 };
  const real = await openRealServer({ trustedDocuments: trusted });
  return {
    transport(person) {
      const access = real.access(person);
      return createLadder({
        http: createHttpTransport({ endpoint: real.endpoint, access, limits }),
        limits,
        socket: (onSocket) => createSocketFeeds({ url: real.socketUrl, access, limits, onSocket, webSocketImpl: NodeSocket }),
      });
    },
    openFeeds: () => null,
    close: real.close,
  };
});
