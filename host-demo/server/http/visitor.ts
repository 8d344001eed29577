import type { Server, WebSocket as Wire } from 'graphql-ws';
import type { Census } from './census.ts';
import { CLOSE, type Connection, type Guest, type Surroundings } from './connection.ts';
import type { DirectSubscriptions } from './direct.ts';
import type { ServerLogger } from './log.ts';

/** What all sockets of a door share. */
export interface Hall {
  readonly direct: DirectSubscriptions;
  readonly logger: ServerLogger;
  readonly surroundings: Surroundings;
  readonly graphql: Server<Connection>;
  readonly connections: Set<Connection>;
  readonly guests: Census;
  readonly members: Census;
}

/**
 * Between a connection and graphql-ws. A class, because what each socket holds is held ten thousand times, and a function that was given
 * a name (by the loader that runs TypeScript) weighs five times as much as one that has none.
 */
export class Visitor implements Guest, Wire {
  readonly protocol: string;
  private readonly hall: Hall;
  private connection: Connection | undefined;
  private deliver: ((data: string) => Promise<void>) | undefined;
  private leave: ((code: number, reason: string) => Promise<void>) | undefined;

  constructor(hall: Hall, protocol: string) {
    this.hall = hall;
    this.protocol = protocol;
  }

  enter(connection: Connection): void {
    this.connection = connection;
    this.leave = this.hall.graphql.opened(this, connection);
  }

  received(data: string): void {
    const { direct } = this.hall;
    this.deliver?.(direct.shorten(data)).catch((error: unknown) => this.failed(error));
  }

  ended(code: number, reason: string): void {
    const { connection, hall } = this;
    if (connection === undefined) return;
    hall.connections.delete(connection);
    hall.guests.leave(connection.id);
    hall.members.leave(connection.id);
    hall.logger.debug({ socket: connection.id, subject: connection.identity?.subject, code }, 'socket closed');
    this.leave?.(code, reason).catch((error: unknown) => this.failed(error));
  }

  send(data: string): Promise<void> | undefined {
    return this.connection?.send(data);
  }

  close(code?: number, reason?: string): void {
    this.connection?.close(code ?? 1000, reason ?? '');
  }

  onMessage(receive: (data: string) => Promise<void>): void {
    this.deliver = receive;
  }

  private failed(error: unknown): void {
    const { connection, hall } = this;
    if (connection === undefined) return;
    // graphql-ws throws for a message type it doesn't know; anything else is a fault of ours.
    const unknownType = error instanceof Error && error.message.startsWith('Unexpected message');
    const fault = error instanceof Error ? error.message : String(error);
    if (!unknownType) hall.logger.error({ socket: connection.id, fault }, 'a socket failed');
    connection.close(unknownType ? CLOSE.badRequest : CLOSE.fault, unknownType ? 'Invalid message received' : 'Internal server error');
  }
}
