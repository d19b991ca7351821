import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@deskstream/kernel';
import { noLogger } from '@deskstream/kernel';
import { createFaults } from '../faults/faults';
import type { FaultRule } from '../faults/faults';
import type { Notification } from '../desk/model';
import { createWebhookSender } from './sender';
import type { RetryPolicy } from './retries';

const START = 1_790_000_000_000;

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

const notification: Notification = {
  id: 'notif_1',
  topic: 'conversation.user.replied',
  conversation: '7',
  at: START,
  item: {},
};

const deliver = async (
  answers: readonly number[],
  options: { retries?: RetryPolicy; rules?: readonly FaultRule[] } = {},
) => {
  const left = [...answers];
  const sender = createWebhookSender({
    workspace: 'demo',
    appId: 'demo-app',
    clientSecret: 'secret',
    url: 'http://receiver.test',
    clock: clockOf(),
    logger: noLogger,
    faults: createFaults('seed', options.rules),
    post: () => {
      const status = left.shift();
      return status === undefined ? Promise.reject(new Error('reset')) : Promise.resolve(status);
    },
    ...(options.retries ? { retries: options.retries } : {}),
  });
  sender.send(notification);
  await sender.idle();
  const attempts = sender
    .attempts()
    .map(({ start, status, attempt }) => [attempt, status, start - START]);
  return { attempts, subscription: sender.subscription() };
};

describe('delivering a webhook', () => {
  it('is over after a 2xx', async () => {
    expect((await deliver([200])).attempts).toEqual([[1, 200, 0]]);
  });

  it('tries once more after a minute, then gives up', async () => {
    expect((await deliver([500])).attempts).toEqual([
      [1, 500, 0],
      [2, 'unknown', 60_000],
    ]);
  });

  it('can back off exponentially instead', async () => {
    const { attempts } = await deliver([500, 500, 500, 200], { retries: { kind: 'backoff' } });
    expect(attempts.map(([, , after]) => after)).toEqual([0, 1000, 3000, 7000]);
  });

  it('slows down after 429, from a minute to two hours, then drops', async () => {
    const { attempts } = await deliver(Array<number>(20).fill(429));
    const minutes = attempts.map(([, , after]) => Number(after) / 60_000);
    expect(minutes).toEqual([0, 1, 3, 7, 15, 31, 63, 127]);
  });

  it('disables the subscription after 410', async () => {
    expect(await deliver([410])).toEqual({ attempts: [[1, 410, 0]], subscription: 'disabled' });
  });

  it.each([
    ['drop', []],
    [
      'duplicate',
      [
        [1, 200, 0],
        [1, 200, 0],
      ],
    ],
    ['delay', [[1, 200, 2000]]],
    ['reorder', [[1, 200, 2000]]],
    [
      'lost-answer',
      [
        [1, 'unknown', 0],
        [2, 200, 60_000],
      ],
    ],
  ] as const)('suffers %s', async (fault, expected) => {
    expect((await deliver([200, 200], { rules: [{ fault, times: 1 }] })).attempts).toEqual(
      expected,
    );
  });
});

describe('faults', () => {
  const decisions = (seed: string, order: readonly string[]) => {
    const faults = createFaults(seed, [{ fault: 'drop', probability: 0.5 }]);
    const found = order.map((conversation) => [
      conversation,
      faults.decide('delivery', 'topic', conversation) !== null,
    ]);
    return ['1', '2'].map((each) => found.filter(([conversation]) => conversation === each));
  };

  it('repeat with the seed, whatever the order across conversations', () => {
    const apart = [...'1'.repeat(30), ...'2'.repeat(30)];
    const mixed = [...'12'.repeat(30)];
    expect(decisions('a', mixed)).toEqual(decisions('a', apart));
    expect(decisions('b', apart)).not.toEqual(decisions('a', apart));
  });
});
