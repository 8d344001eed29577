import { WebSocket } from 'ws';

/** As the browser's, but a failure while connecting is not thrown into the air, as `ws` does without a listener. */
export class NodeSocket extends WebSocket {
  /** Every socket that is open now, for tests that cut them. */
  static get open(): readonly NodeSocket[] {
    return [...live];
  }

  constructor(url: string, protocols?: string | string[]) {
    super(url, protocols);
    this.on('error', () => {});
    this.on('open', () => void live.add(this));
    this.on('close', () => void live.delete(this));
  }
}

const live = new Set<NodeSocket>();
