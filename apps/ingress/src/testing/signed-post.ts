import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

interface SignedDelivery {
  readonly id: string;
  readonly conversation: string;
  readonly secret: string;
}

/** The status of a delivery of Intercom to workspace `acme`; 0 when nothing listens. */
export const postSigned = async (
  port: number,
  { id, conversation, secret }: SignedDelivery,
): Promise<number> => {
  const item = { conversation_id: conversation };
  const body = JSON.stringify({ topic: 'conversation.deleted', id, data: { item } });
  const signature = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature': signature };
  const url = `http://127.0.0.1:${port}/webhooks/intercom/acme`;
  const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status ?? 0;
};

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
