/**
 * Every duration and size the client keeps to, in one object, so that tests scale all of them at once.
 * Durations in milliseconds. Numbers and their reasons: docs/ARCHITECTURE.md, "Limits".
 */
export interface Limits {
  /** Idle time after which a ping is sent on the WebSocket. */
  readonly pingMs: number;
  /** Wait for any byte after a ping before the socket is given up. */
  readonly pongMs: number;
  /** The same after the page woke up, when a dead link is likely (F43). */
  readonly wakeMs: number;
  /** Wait for the next page of a feed; the server sends one at most 10 s apart, empty or not. */
  readonly pageMs: number;
  /** From `new WebSocket` to its opening. */
  readonly connectMs: number;
  /** From its opening to `connection_ack`. */
  readonly ackMs: number;
  /** One HTTP request that does not wait on purpose. */
  readonly requestMs: number;
  /** How long the server may hold one long poll. */
  readonly longPollMs: number;
  /** Pause between two polls that do not wait. */
  readonly pollMs: number;
  /** The same in a hidden tab. */
  readonly hiddenPollMs: number;
  /** Failed handshakes in a row before pages go over HTTP. */
  readonly handshakesBeforeHttp: number;
  /** Sockets lost within `dropsWithinMs` before pages go over HTTP. */
  readonly dropsBeforeHttp: number;
  readonly dropsWithinMs: number;
  /** Pause before a WebSocket is tried again. */
  readonly webSocketAgainMs: number;
  /** Before a token's end: the next one is fetched and a second socket opened (F38). */
  readonly tokenMarginMs: number;
  /** How long a socket nobody reads from stays open: a remount finds it (F50). */
  readonly socketLingerMs: number;
  readonly backoffFirstMs: number;
  readonly backoffMaxMs: number;
  /** Waiting for a frame that does not come, as in a hidden tab. */
  readonly frameMs: number;
  /** From one drawing of an answer that grows to the next, as a rule: no one reads faster. */
  readonly growthMs: number;
  /** Words that come closer than this are drawn together: less than a server's own beat (40 ms), which nothing is to be added to. */
  readonly closeMs: number;
  /** Pages applied between two frames; what is beyond waits for the next (F15). */
  readonly pagesPerFrame: number;
  readonly messagesPerSnapshot: number;
  readonly conversationsPerPage: number;
  /** A message is refused by the server (TOO_LARGE) beyond this many bytes of UTF-8 (rule C-8). */
  readonly messageBytes: number;
  /** One reading or writing of the device's storage before it is given up (F49). */
  readonly storageMs: number;
  /** Wait for the page that sends a conversation's messages before it is asked whether it lives, and again after (F53). */
  readonly turnMs: number;
  /** Wait for its answer before this page sends in its place. */
  readonly turnAnswerMs: number;
  /** Pause in writing before a draft goes to the device's storage. */
  readonly draftMs: number;
  /** Repeats of "is typing" within this time are not sent. */
  readonly typingMs: number;
}

export const LIMITS: Limits = {
  pingMs: 8_000,
  pongMs: 4_000,
  wakeMs: 2_000,
  pageMs: 25_000,
  connectMs: 10_000,
  ackMs: 8_000,
  requestMs: 15_000,
  longPollMs: 20_000,
  pollMs: 2_000,
  hiddenPollMs: 10_000,
  handshakesBeforeHttp: 2,
  dropsBeforeHttp: 3,
  dropsWithinMs: 60_000,
  webSocketAgainMs: 60_000,
  tokenMarginMs: 60_000,
  socketLingerMs: 3_000,
  backoffFirstMs: 250,
  backoffMaxMs: 10_000,
  frameMs: 100,
  growthMs: 40,
  closeMs: 30,
  pagesPerFrame: 64,
  messagesPerSnapshot: 50,
  conversationsPerPage: 20,
  messageBytes: 8 * 1_024,
  storageMs: 3_000,
  turnMs: 4_000,
  turnAnswerMs: 1_000,
  draftMs: 400,
  typingMs: 3_000,
};
