/** What a caller may ask of the doors. One object, so that tests scale it down and an operator finds it in one place. */
export interface DoorLimits {
  /** Bytes of a request's body. The largest honest one, a message with its context, is under 20 kB. */
  readonly bodyBytes: number;
  /** Bytes of one WebSocket frame coming in. */
  readonly frameBytes: number;
  /** Subscriptions on one socket. */
  readonly operationsPerSocket: number;
  /** Messages on one socket within `messageWindowMs` that neither begin nor end a subscription, and pings. */
  readonly messagesPerWindow: number;
  /** Messages that do: a person who steps through a list begins and ends one with each step. */
  readonly subscriptionsPerWindow: number;
  readonly messageWindowMs: number;
  readonly socketsPerIdentity: number;
  /** Sockets of one address that have not said who they are. */
  readonly unknownSocketsPerAddress: number;
  readonly socketsInAll: number;
  /** A socket that has not sent `connection_init` by then is closed with 4408. */
  readonly initMs: number;
  readonly pingMs: number;
  readonly pongMs: number;
  /** A reader that takes nothing for so long is closed with 4413. */
  readonly stallMs: number;
  /** Requests of one identity: so many at once, and then so many a second. A page that polls while an answer streams makes about 25. */
  readonly requestBurst: number;
  readonly requestsPerSecond: number;
  /** Mutations of one identity, likewise. */
  readonly commandBurst: number;
  readonly commandsPerSecond: number;
  /** Demo tokens handed to one address, likewise. */
  readonly tokenBurst: number;
  readonly tokensPerSecond: number;
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly cost: number;
  readonly documentTokens: number;
  /** Told to clients before a planned restart: reconnect after a random wait of up to this long. */
  readonly reconnectWithinMs: number;
  /** What an orderly shutdown may take before connections are cut. */
  readonly shutdownMs: number;
}

export const defaultDoorLimits: DoorLimits = {
  bodyBytes: 100_000,
  frameBytes: 64_000,
  operationsPerSocket: 20,
  messagesPerWindow: 30,
  subscriptionsPerWindow: 300,
  messageWindowMs: 10_000,
  socketsPerIdentity: 32,
  unknownSocketsPerAddress: 64,
  socketsInAll: 10_000,
  initMs: 10_000,
  pingMs: 8_000,
  pongMs: 4_000,
  stallMs: 30_000,
  requestBurst: 300,
  requestsPerSecond: 60,
  commandBurst: 60,
  commandsPerSecond: 5,
  tokenBurst: 60,
  tokensPerSecond: 2,
  depth: 12,
  aliases: 15,
  directives: 30,
  cost: 20_000,
  documentTokens: 2_000,
  reconnectWithinMs: 3_000,
  shutdownMs: 2_500,
};
