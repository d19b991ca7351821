import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

/** An MCP server on the protocol's own SDK; its descriptions may change under its users. */
export class McpDesk {
  calls = 0;
  description = 'State of an order';
  readonly keys: string[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<McpDesk> {
    const desk = new McpDesk();
    await new Promise<void>((up) => desk.#server.listen(0, '127.0.0.1', up));
    return desk;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const secret = String(request.headers.authorization);
    const key = String(request.headers['idempotency-key'] ?? '');
    const server = this.#tools(secret, key);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    await server.connect(transport);
    await transport.handleRequest(request, response);
  }

  #tools(secret: string, key: string): McpServer {
    const server = new McpServer({ name: 'orders', version: '1' });
    const inputSchema = { id: z.string() };
    const answer = ({ id }: { id: string }) => {
      this.calls += 1;
      this.keys.push(key);
      return { content: [{ type: 'text' as const, text: `${id} for ${secret}` }] };
    };
    server.registerTool(
      'order_status',
      { description: this.description, inputSchema, annotations: { readOnlyHint: true } },
      answer,
    );
    server.registerTool('cancel_order', { description: 'Cancels', inputSchema }, answer);
    server.registerTool('hang', { description: 'Hangs', inputSchema }, () => {
      this.calls += 1;
      return new Promise<never>(() => undefined);
    });
    server.registerTool('fails', { description: 'Fails', inputSchema }, () => ({
      content: [{ type: 'text', text: 'shipped already' }],
      isError: true,
    }));
    return server;
  }
}
