import type { Carrier } from '../../src/protocol/transport.ts';
import type { Limits } from '../../src/session/limits.ts';
import type { FaultProxy, Lift } from './proxy.ts';
import type { Fault } from './schedule.ts';

/** Begins a fault. `over` is called when it is, which may be at once, when it strikes or when it is lifted. */
export function begin(fault: Fault, proxy: FaultProxy, by: number, over: () => void): Lift {
  switch (fault.kind) {
    case 'reset':
      proxy.reset();
      over();
      return () => {};
    case 'half':
      return armed(proxy, { type: 'half' }, over);
    case 'garbage':
      return armed(proxy, { type: 'garbage' }, over);
    case 'close':
      return armed(proxy, { type: 'close', code: fault.code }, over);
    default:
      return lasting(start(fault, proxy, by), fault.forMs / by, over);
  }
}

type Lasting = Extract<Fault, { forMs: number }>;

function start(fault: Lasting, proxy: FaultProxy, by: number): Lift {
  switch (fault.kind) {
    case 'black-hole':
      return proxy.blackHole(fault, fault.forget);
    case 'burst':
      return proxy.blackHole({ up: false, down: true }, false);
    case 'slow':
      return proxy.slow(fault.delayMs / by, fault.jitterMs / by);
    case 'singles':
      return proxy.singles(fault.bytes);
    case 'refuse':
      return proxy.refuseUpgrades(fault.answer);
    case 'portal':
      return proxy.portal();
    case 'away':
      return proxy.away();
    case 'idle-cut':
      return proxy.cutIdle(fault.afterMs / by);
  }
}

/** What was called off before it struck is over too. */
function armed(proxy: FaultProxy, what: Parameters<FaultProxy['strike']>[0], over: () => void): Lift {
  let done = false;
  const end = (): void => {
    if (done) return;
    done = true;
    over();
  };
  const callOff = proxy.strike(what, end);
  return () => {
    callOff();
    end();
  };
}

function lasting(lift: Lift, forMs: number, over: () => void): Lift {
  let done = false;
  const end = (): void => {
    clearTimeout(timer);
    if (done) return;
    done = true;
    lift();
    over();
  };
  const timer = setTimeout(end, forMs);
  return end;
}

/** The limit by which a client notices, in ms from the fault's beginning; 0: it can see it at once, or nothing is lost by it. */
export function noticedWithin(fault: Fault, carrier: Carrier, limits: Limits): number {
  if (fault.kind !== 'black-hole' || !fault.forget) return 0;
  if (carrier === 'websocket') return limits.pingMs + limits.pongMs;
  // A held request is given up with its feed; another one by its own limit.
  return carrier === 'long-poll' ? limits.pageMs : limits.requestMs;
}
