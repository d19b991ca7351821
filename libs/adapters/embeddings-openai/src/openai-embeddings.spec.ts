import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { embeddingsContract } from '@deskstream/port-embeddings/contract';
import { createOpenAiEmbeddings } from './openai-embeddings';

let server: Server;
let asked: { readonly model: string; readonly authorization: string | undefined }[] = [];

/** Answers as the model's name says: with a status, or with one vector a text. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        readonly model: string;
        readonly input: readonly string[];
      };
      asked.push({ model: body.model, authorization: request.headers.authorization });
      const status = Number(/^status-(\d+)$/.exec(body.model)?.[1] ?? 200);
      response.writeHead(status, { 'content-type': 'application/json' });
      const data = body.input.map((text, index) => ({
        index,
        object: 'embedding',
        embedding: [3, text.length % 7, text.charCodeAt(0) % 5],
      }));
      response.end(
        JSON.stringify(status === 200 ? { data } : { error: { message: 'secret words' } }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const open = (model: string, apiKey = 'key') =>
  createOpenAiEmbeddings({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    model,
    apiKey,
  });

embeddingsContract('an endpoint of the shape of OpenAI', () => Promise.resolve(open('small')));

describe('an endpoint of the shape of OpenAI', () => {
  it('is named by its model, which decides about the vectors', () => {
    expect(open('small').name).toBe('openai-compatible/small');
  });

  it('gets the key, when there is one', async () => {
    asked = [];
    await open('small').embed(['a'], 'query');
    await open('small', '').embed(['a'], 'query');
    expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer key', undefined]);
  });

  it.each([
    [401, 'EMBEDDINGS.UNAUTHORIZED', false],
    [404, 'EMBEDDINGS.MALFORMED', false],
    [429, 'EMBEDDINGS.RATE_LIMITED', true],
    [503, 'EMBEDDINGS.UNAVAILABLE', true],
  ])(
    'Given status %i, Then %s after one try, without the words of the provider',
    async (status, code, transient) => {
      asked = [];
      const failed: unknown = await open(`status-${status}`)
        .embed(['a'], 'query')
        .catch((error: unknown) => error);
      expect(failed).toMatchObject({ code, transient });
      expect(String(failed)).not.toContain('secret words');
      expect(asked).toHaveLength(1);
    },
  );
});
