import { systemClock } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import { checkHistory } from '@deskstream/testing-simulation';
import { summarise } from '../summary';
import type { Installation } from './installation';
import { install, WORKSPACE } from './installation';
import { isRest, observe, restOf } from './observe';
import { said, untilReady } from './settle';

/** Longer than the group waits for a sign of life, so that partitions change hands. */
const FROZEN_S = Number(process.env['FROZEN_S'] ?? 15);
const BOUND_MS = 300_000;

describe('a Kafka that answers nobody for a while', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await install(1, { ownKafka: true });
    await untilReady(installation, 270_000);
  });

  afterAll(() => installation.stop());

  it(
    `keeps P1 to P8, and every process is ready again (${FROZEN_S} s)`,
    async () => {
      const { desk, kafka } = installation;
      const workspace = desk.workspaces.get(WORKSPACE);
      if (workspace === undefined) throw new Error('the desk has no workspace');
      const playing = new AbortController();
      const played = play(playing.signal, (text) => workspace.desk.customerStarts(text));
      await systemClock.sleep(3_000);
      kafka.pause();
      await systemClock.sleep(FROZEN_S * 1_000);
      kafka.resume();
      const resumedAt = systemClock.now();
      await systemClock.sleep(3_000);
      playing.abort();
      const conversations = await played;
      await workspace.sender.idle();
      await until(async () => isRest(await restOf(installation)), {
        timeoutMs: BOUND_MS,
        describe: () => said(installation),
      });
      await untilReady(installation, BOUND_MS);
      const settledAfterMs = systemClock.now() - resumedAt;
      summarise(
        `frozen: ${FROZEN_S} s, ${conversations} conversations, all well after ${settledAfterMs} ms`,
      );
      const rest = await restOf(installation);
      const observed = await observe(installation, { ...rest, settledAfterMs, boundMs: BOUND_MS });
      expect(checkHistory(observed)).toEqual([]);
      expect(workspace.desk.effects().length).toBeGreaterThanOrEqual(conversations);
    },
    15 * 60_000,
  );
});

/** A customer begins a conversation three times a second; how many did. */
const play = async (signal: AbortSignal, begin: (text: string) => unknown): Promise<number> => {
  let count = 0;
  while (!signal.aborted) {
    count += 1;
    begin(`Where is my export? (${count})`);
    await systemClock.sleep(300);
  }
  return count;
};
