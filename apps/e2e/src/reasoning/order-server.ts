import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Cancels orders, once per idempotency key, and counts. */
export class OrderServer {
  /** Cancellations that happened, by order. */
  readonly cancelled = new Map<string, number>();
  readonly #keys = new Set<string>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const order = (request.url ?? '').split('/').at(-1) ?? '';
      const key = String(request.headers['idempotency-key'] ?? '');
      if (request.method === 'DELETE' && !this.#keys.has(key)) {
        this.#keys.add(key);
        this.cancelled.set(order, (this.cancelled.get(order) ?? 0) + 1);
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ order, cancelled: this.cancelled.has(order) }));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((up) => this.#server.listen(0, '127.0.0.1', up));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}
