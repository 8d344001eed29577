import { WebSocket } from 'ws';

/** As the browser's, but a failure while connecting is not thrown into the air, as `ws` does without a listener. */
export class NodeSocket extends WebSocket {
  constructor(url: string, protocols?: string | string[]) {
    super(url, protocols);
    this.on('error', () => {});
  }
}
