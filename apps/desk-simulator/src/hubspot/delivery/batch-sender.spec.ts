import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@deskstream/kernel';
import { noLogger } from '@deskstream/kernel';
import type { Post } from '../../delivery/post';
import { createFaults } from '../../faults/faults';
import type { PortalEvent } from '../model';
import { createBatchSender } from './batch-sender';
import type { BatchSenderOptions } from './batch-sender';
import { settingsFor } from './subscriptions';

const START = 1_790_000_000_000;
const DAY = 86_400_000;

/** Sleeps end at once and move the clock; the wait for an answer (5 s) never ends first. */
const clockOf = (): Clock => {
  let now = START;
  return {
    now: () => now,
    sleep: (ms, signal) => {
      if (ms === 5000)
        return new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason as Error)),
        );
      now += ms;
      return Promise.resolve();
    },
  };
};

const event = (id: number): PortalEvent => ({
  subscriptionType: 'conversation.newMessage',
  occurredAt: START,
  conversation: String(id),
  fields: { objectId: id, messageId: `m${id}`, messageType: 'MESSAGE' },
});

const senderOf = (post: Post, options: Partial<BatchSenderOptions> = {}) =>
  createBatchSender({
    workspace: 'demo',
    portalId: 1,
    appId: 2,
    clientSecret: 'secret',
    settings: settingsFor('https://receiver.test', START),
    clock: clockOf(),
    logger: noLogger,
    faults: createFaults('seed'),
    post,
    seed: 'seed',
    untidiness: { duplicate: 0, reusedEventId: 0 },
    ...options,
  });

interface Sent {
  readonly eventId: number;
  readonly objectId: number;
  readonly attemptNumber: number;
}

const bodies = () => {
  const batches: Sent[][] = [];
  const post: Post = ({ body }) => {
    batches.push(JSON.parse(body ?? '[]') as Sent[]);
    return Promise.resolve(200);
  };
  return { batches, post };
};

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('batches', () => {
  it('hold at most 100 events, each once, in no order', async () => {
    const { batches, post } = bodies();
    const sender = senderOf(post);
    range(250).forEach((id) => sender.send(event(id)));
    await sender.idle();
    expect(batches.map(({ length }) => length).sort()).toEqual([100, 100, 50]);
    const ids = batches.flat().map(({ objectId }) => objectId);
    expect(ids).not.toEqual(range(250));
    expect(ids.toSorted((a, b) => a - b)).toEqual(range(250));
  });

  it('repeat events and reuse event ids as often as they are told to', async () => {
    const { batches, post } = bodies();
    const sender = senderOf(post, { untidiness: { duplicate: 0.5, reusedEventId: 0.5 } });
    range(40).forEach((id) => sender.send(event(id)));
    await sender.idle();
    const all = batches.flat();
    expect(all.length).toBeGreaterThan(45);
    expect(new Set(all.map(({ eventId }) => eventId)).size).toBeLessThan(35);
  });

  it('travel at most ten at once', async () => {
    let under = 0;
    let most = 0;
    const sender = senderOf(async () => {
      under += 1;
      most = Math.max(most, under);
      await Promise.resolve();
      under -= 1;
      return 200;
    });
    range(2500).forEach((id) => sender.send(event(id)));
    await sender.idle();
    expect(most).toBe(10);
    expect(sender.attempts()).toHaveLength(2500);
  });
});

describe('retries', () => {
  const attemptsOf = async (answers: readonly (number | null)[], spanMs?: number) => {
    const left = [...answers];
    const sender = senderOf(
      () => {
        const status = left.shift();
        return typeof status === 'number'
          ? Promise.resolve(status)
          : Promise.reject(new Error('reset'));
      },
      spanMs === undefined ? {} : { retries: { spanMs } },
    );
    sender.send(event(1));
    await sender.idle();
    return sender.attempts();
  };

  it('are over after a 2xx', async () => {
    expect(await attemptsOf([202])).toHaveLength(1);
  });

  it.each([400, 401, 404, 410, 429, 500, 503, null])('follow %s', async (status) => {
    expect((await attemptsOf([status, 200])).map((each) => each.status)).toEqual([
      status ?? 'unknown',
      200,
    ]);
  });

  it('end after ten more tries, spread over a day', async () => {
    const attempts = await attemptsOf(Array<number>(20).fill(500));
    expect(attempts.map(({ attempt }) => attempt)).toEqual(range(11));
    const waits = attempts.slice(1).map(({ start }) => start - START);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.at(-1)).toBeLessThanOrEqual(DAY + 1000);
    expect(waits.at(-1)).toBeGreaterThan(DAY / 4);
  });

  it('can be compressed in time', async () => {
    const attempts = await attemptsOf(Array<number>(20).fill(500), 1000);
    expect((attempts.at(-1)?.start ?? 0) - START).toBeLessThan(1100);
  });
});
