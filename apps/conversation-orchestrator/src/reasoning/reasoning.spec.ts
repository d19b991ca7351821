import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import {
  createMemoryStreamIndex,
  createMemoryWorkLedger,
  createMemoryWorkState,
} from '@deskstream/adapter-stores-memory';
import { topicCatalogue } from '@deskstream/contracts';
import type { ConversationEvent, ConversationInput } from '@deskstream/conversation-domain';
import type { RunningService } from '@deskstream/kernel';
import { InfraError, noLogger, noTelemetry } from '@deskstream/kernel';
import type { Answerer, Draft, Turn } from '@deskstream/port-ai';
import { withPublish } from '@deskstream/port-event-log';
import { Scheduler } from '@deskstream/testing-simulation';
import { startReasoning } from '../index';
import { indexAll, inputsIn, requested, stored, T0, workspace, wrote } from '../testing/recorded';

const superseded = (runId: string): ConversationEvent => ({
  type: 'ReasoningSuperseded',
  data: { runId, because: 'a newer message arrived' },
});

const sure: Draft = { kind: 'answer', text: 'On the exports page.', confidence: 0.9, sources: [] };

/** Fails as often as told, then answers; remembers what it was asked. */
class FlakyAnswerer implements Answerer {
  readonly name = 'test/1';
  readonly asked: (readonly Turn[])[] = [];
  constructor(
    private failures = 0,
    private readonly takes: (signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
  ) {}
  query = (turns: readonly Turn[]): string => turns.at(-1)?.text ?? '';
  async answer({ turns }: { turns: readonly Turn[] }, signal: AbortSignal): Promise<Draft> {
    this.asked.push(turns);
    await this.takes(signal);
    this.failures -= 1;
    if (this.failures >= 0) throw new Error('the model is out of order');
    return sure;
  }
}

const article = {
  ...{ articleId: 'a1', version: 'v7', title: 'Exports', markdown: '## CSV\nOpen it.' },
};

/** One reasoning service on a log that holds `events`; the index learns of them after `indexLagMs`. */
const world = async (events: readonly ConversationEvent[], answerer: Answerer, indexLagMs = 0) => {
  const scheduler = new Scheduler({ seed: 1, startAt: T0 });
  const { clock } = scheduler.process('reasoning', { immune: true });
  const broker = createMemoryBroker();
  const log = createMemoryEventLog({ clock, broker });
  await log.provision(topicCatalogue(1));
  await log.publish(events.map(stored));
  const work = createMemoryWorkState();
  const index = createMemoryStreamIndex();
  const knowledge = createMemoryKnowledge();
  await knowledge.replaceAll(workspace, [article]);
  void clock.sleep(indexLagMs).then(() => indexAll(log, index));
  let awayUntil = 0;
  const shaky = withPublish(log, (drafts) =>
    clock.now() < awayUntil
      ? Promise.reject(new InfraError('EVENT_LOG.UNAVAILABLE', 'away', true))
      : log.publish(drafts),
  );
  const logAway = (minutes: number) => {
    awayUntil = T0 + minutes * 60_000;
  };
  const boot = (): Promise<RunningService> =>
    startReasoning({
      log: shaky,
      index,
      ledger: createMemoryWorkLedger({ state: work }),
      clock,
      telemetry: noTelemetry,
      logger: noLogger,
      knowledge,
      answerer,
    });
  const inputs = async () => (await inputsIn(log)).map(({ input }) => input);
  return {
    scheduler,
    boot,
    inputs,
    logAway,
    untilMinutes: (minutes: number) => scheduler.run(() => false, T0 + minutes * 60_000),
  };
};

const finishedOf = (inputs: readonly ConversationInput[]) =>
  inputs.filter(({ type }) => type === 'ReasoningFinished').map(({ data }) => data);

describe('a reasoning run', () => {
  it('tells each step as it happens, the result last', async () => {
    const { boot, inputs, untilMinutes } = await world(
      [wrote('m1', 'Where are exports?'), requested()],
      new FlakyAnswerer(),
    );
    void boot();
    await untilMinutes(1);
    const told = await inputs();
    expect(told.map(({ type, data }) => ('kind' in data ? data.kind : type))).toEqual([
      'context',
      'retrieval',
      'draft',
      'judgement',
      'ReasoningFinished',
    ]);
    expect(told[1]?.data).toMatchObject({
      runId: 'ev1',
      detail: { passages: [{ articleId: 'a1', articleVersion: 'v7', ordinal: 0, heading: 'CSV' }] },
    });
    expect(finishedOf(told)).toMatchObject([
      {
        runId: 'ev1',
        answerer: 'test/1',
        result: { ...sure, summary: expect.stringContaining('Where are exports?') as string },
      },
    ]);
  });

  it('that the log superseded before it began says nothing', async () => {
    const answerer = new FlakyAnswerer();
    const { boot, inputs, untilMinutes } = await world(
      [wrote('m1', 'hi'), requested(), superseded('ev1')],
      answerer,
    );
    void boot();
    await untilMinutes(1);
    expect(await inputs()).toEqual([]);
    expect(answerer.asked).toEqual([]);
  });

  it('is repeated after a failure, and ends as failed after four', async () => {
    const events = [wrote('m1', 'hi'), requested()];
    const once = await world(events, new FlakyAnswerer(3));
    void once.boot();
    await once.untilMinutes(10);
    expect(finishedOf(await once.inputs())).toMatchObject([{ result: { kind: 'answer' } }]);
    const always = await world(events, new FlakyAnswerer(99));
    void always.boot();
    await always.untilMinutes(10);
    expect(finishedOf(await always.inputs())).toMatchObject([{ result: { kind: 'failed' } }]);
  });

  it('does not count waiting for the index as failures', async () => {
    const { boot, inputs, untilMinutes } = await world(
      [wrote('m1', 'hi'), requested()],
      new FlakyAnswerer(1),
      5_000,
    );
    void boot();
    await untilMinutes(10);
    expect(finishedOf(await inputs())).toMatchObject([{ result: { kind: 'answer' } }]);
  });

  it('waits for an index that is down without hurry', async () => {
    const answerer = new FlakyAnswerer();
    const { scheduler, boot, inputs, untilMinutes } = await world(
      [wrote('m1', 'hi'), requested()],
      answerer,
      30 * 60_000,
    );
    void boot();
    await untilMinutes(29);
    expect(await inputs()).toEqual([]);
    expect(scheduler.trace.steps).toBeLessThan(8_000);
    await untilMinutes(31);
    expect(finishedOf(await inputs())).toMatchObject([{ result: { kind: 'answer' } }]);
  });

  it('does not count an outage of the log as failures', async () => {
    const answerer = new FlakyAnswerer();
    const { boot, inputs, untilMinutes, logAway } = await world(
      [wrote('m1', 'hi'), requested()],
      answerer,
    );
    void boot();
    logAway(2);
    await untilMinutes(10);
    expect(finishedOf(await inputs())).toMatchObject([{ result: { kind: 'answer' } }]);
  });

  it('that a stop interrupts is neither told as failed nor lost', async () => {
    let interrupt: () => void = () => undefined;
    const hangs = (signal: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
        interrupt();
      });
    const answerer: FlakyAnswerer = new FlakyAnswerer(0, (signal): Promise<void> =>
      answerer.asked.length <= 6 ? hangs(signal) : Promise.resolve(),
    );
    const { boot, inputs, untilMinutes } = await world([wrote('m1', 'hi'), requested()], answerer);
    for (let restart = 1; restart <= 6; restart += 1) {
      const asked = new Promise<void>((resolve) => (interrupt = resolve));
      const service = boot();
      void asked.then(async () => (await service).stop());
      await untilMinutes(5 * restart);
    }
    expect(finishedOf(await inputs())).toEqual([]);
    void boot();
    await untilMinutes(40);
    expect(finishedOf(await inputs())).toMatchObject([{ result: { kind: 'answer' } }]);
  });
});
