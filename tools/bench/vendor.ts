import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AI } from './installation';

/** A vendor that does nothing but answer: every conversation is the AI's and open. */
export interface BareVendor {
  readonly url: string;
  /** When the first visible call about a conversation arrived, in `performance.now()`. */
  readonly calledAt: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

export const startBareVendor = async (): Promise<BareVendor> => {
  const calledAt = new Map<string, number>();
  let parts = 0;
  const server = createServer((request, response) => {
    const conversation = (request.url ?? '').split(/[/?]/)[2] ?? '';
    if (request.method === 'POST' && !calledAt.has(conversation))
      calledAt.set(conversation, performance.now());
    void bodyOf(request).then((body) => {
      parts += 1;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(itemOf(conversation, `part-${parts}`, body)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calledAt,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const bodyOf = async (request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
};

const itemOf = (id: string, partId: string, said: Readonly<Record<string, unknown>>): unknown => {
  const at = Math.floor(Date.now() / 1_000);
  const unassigned = said['assignee_id'] === '0';
  const part = {
    type: 'conversation_part',
    id: partId,
    part_type: said['message_type'] ?? 'comment',
    body: said['body'] ?? null,
    created_at: at,
    author: { type: 'admin', id: AI },
  };
  return {
    type: 'conversation',
    id,
    updated_at: at,
    admin_assignee_id: unassigned ? 0 : Number(AI),
    team_assignee_id: null,
    state: 'open',
    open: true,
    conversation_parts: { conversation_parts: said['message_type'] === undefined ? [] : [part] },
  };
};
