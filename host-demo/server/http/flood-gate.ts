import type { DoorLimits } from './limits.ts';

/** How a message that begins or ends a subscription looks near its start; one that only pretends to is refused as malformed. */
const subscription = /^\s*\{[^{}]*"type"\s*:\s*"(?:subscribe|complete)"/;
const typeWithin = 300;

/** Whether a peer stays within its messages per window, of each kind. */
export class FloodGate {
  private readonly limits: DoorLimits;
  private windowStart = Date.now();
  private others = 0;
  private subscriptions = 0;

  constructor(limits: DoorLimits) {
    this.limits = limits;
  }

  admits(message: string): boolean {
    const { limits } = this;
    const now = Date.now();
    if (now - this.windowStart >= limits.messageWindowMs) {
      this.windowStart = now;
      this.others = 0;
      this.subscriptions = 0;
    }
    if (subscription.test(message.slice(0, typeWithin))) this.subscriptions += 1;
    else this.others += 1;
    return this.others <= limits.messagesPerWindow && this.subscriptions <= limits.subscriptionsPerWindow;
  }
}
