import type { IncomingMessage, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server of orders that counts, echoes the secret it was sent, and has a door that never opens. */
export class OrderDesk {
  readonly arrived: Arrived[] = [];
  readonly #server: Server;
  /** Status and body of the next answers, by path; default 200 with what arrived. */
  readonly answers = new Map<string, { status: number; body: string; location?: string }>();

  private constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const path = request.url ?? '';
        const body = Buffer.concat(parts).toString();
        this.arrived.push({ method: request.method ?? '', path, headers: request.headers, body });
        if (path.startsWith('/hang')) return;
        const {
          status,
          body: said,
          location,
        } = this.answers.get(path) ?? {
          status: 200,
          body: JSON.stringify({ path, body, you: request.headers.authorization }),
        };
        response.writeHead(status, {
          'content-type': 'application/json',
          ...(location === undefined ? {} : { location }),
        });
        response.end(said);
      });
    });
  }

  static async start(): Promise<OrderDesk> {
    const desk = new OrderDesk();
    await new Promise<void>((listening) => desk.#server.listen(0, '127.0.0.1', listening));
    return desk;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

export const openApi = (url: string): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Orders', version: '1' },
    servers: [{ url }],
    paths: {
      '/orders/{id}': {
        parameters: [id],
        get: { operationId: 'getOrder', summary: 'State of an order' },
        delete: {
          operationId: 'cancelOrder',
          parameters: [{ $ref: '#/components/parameters/key' }],
        },
      },
      '/hang/{id}': { post: { operationId: 'hang', parameters: [id] } },
      '/refunds': {
        post: {
          operationId: 'refund',
          parameters: [{ name: 'notify', in: 'query', schema: { type: 'array' } }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Refund' } } },
          },
        },
      },
      '/upload': {
        post: { operationId: 'upload', requestBody: { content: { 'text/csv': { schema: {} } } } },
      },
      '/tree': {
        post: {
          operationId: 'tree',
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } },
          },
        },
      },
    },
    components: {
      parameters: { key: { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } } },
      schemas: {
        Refund: {
          type: 'object',
          properties: {
            order: { type: 'string', example: 'A-1' },
            cents: { type: 'integer', minimum: 1, maximum: 5000 },
            example: { type: 'boolean' },
          },
          required: ['order', 'cents'],
        },
        Tree: { type: 'object', properties: { below: { $ref: '#/components/schemas/Tree' } } },
      },
    },
  });
