import { jest } from '@jest/globals';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { noLogger } from '@deskstream/kernel';
import './kafkajs';
import { quietLogger } from './logging';

const queueWithOne = () => {
  const queue = new RequestQueue({
    ...{ requestTimeout: 10_000, enforceRequestTimeout: true, clientId: 'c', broker: 'b:1' },
    logger: quietLogger(noLogger),
    isConnected: () => false,
  });
  const said: string[] = [];
  queue.push({
    entry: {
      correlationId: 1,
      resolve: () => void said.push('answered'),
      reject: (error) => void said.push(String(error)),
    },
    expectResponse: true,
    sendRequest: () => undefined,
  });
  return { queue, said };
};

describe('the requests of a connection that is closed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('do not wait for ever for a broker that closed at the same moment', async () => {
    const { queue, said } = queueWithOne();
    queue.scheduleRequestTimeoutCheck();
    const closed = queue.waitForPendingRequests();
    await jest.advanceTimersByTimeAsync(60_000);
    await closed;
    queue.destroy();
    expect(said).toEqual(['KafkaJSConnectionError: Closed connection']);
  });

  it('are waited for while they are answered soon', async () => {
    const { queue, said } = queueWithOne();
    const closed = queue.waitForPendingRequests();
    (queue as unknown as { fulfillRequest(answer: object): void }).fulfillRequest({
      ...{ correlationId: 1, payload: null, size: 0 },
    });
    await closed;
    queue.destroy();
    expect(said).toEqual(['answered']);
  });
});
