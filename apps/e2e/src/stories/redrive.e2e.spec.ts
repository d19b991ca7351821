import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { redriveDeadLetters } from '@deskstream/app-audit';
import { TOPICS } from '@deskstream/contracts';
import { until } from '@deskstream/testing-harness';
import { notesIn } from './help-desk';
import type { Product } from './product';
import { startProduct } from './product';
import { Story, storyRules } from './story';

/** A request is given up after 45 minutes: 5 s of real time. */
const SPEED = 600;

describe('a request that was given up, because the vendor refused it for 45 minutes', () => {
  let product: Product;
  let story: Story;
  let id: string;

  beforeAll(async () => {
    product = await startProduct({
      rules: storyRules,
      faults: [{ fault: 'error-before', on: 'note' }],
      speed: SPEED,
      vendorTimeoutMs: 2_000,
    });
    story = new Story(product, 'intercom');
    ({ id } = await story.desk.start('I want a person.'));
  });

  afterAll(() => product.stop());

  const log = () => createMemoryEventLog({ broker: product.broker, clock: product.clock });
  const redrive = (dryRun: boolean) =>
    redriveDeadLetters(log(), {
      because: 'DISPATCH.GAVE_UP note',
      redriving: dryRun
        ? null
        : { operator: 'olga', reason: 'it is back', at: product.clock.now() },
    });
  const notes = async () => notesIn('intercom', await story.desk.read(id));

  it('becomes a dead letter, and the handoff goes on without it (S035, S093)', async () => {
    await story.told(id, 'NoteFailed');
    await story.told(id, 'HandoffConfirmed');
    await until(() => product.broker.records(TOPICS.deadLetters).flat().length > 0, {
      everyMs: 5,
      describe: () => 'no dead letter',
    });
    expect(await notes()).toEqual([]);
  });

  it('is only shown by a dry run (S035)', async () => {
    const before = story.logOf(id).length;
    expect(await redrive(true)).toMatchObject([{ step: 'vendor-dispatcher.call' }]);
    expect(story.logOf(id)).toHaveLength(before);
  });

  it('is done once when it is redriven, however often (S035, S093)', async () => {
    await fetch(`${product.desk.url}/_control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '[]',
    });
    await redrive(false);
    await redrive(false);
    await story.told(id, 'RedriveDelivered');
    expect(await notes()).toHaveLength(1);
    expect(story.count(id, 'RedriveRequested')).toBe(1);
    expect(story.count(id, 'DeadLetterRedriven')).toBe(2);
    expect((await story.desk.executed()).filter(({ kind }) => kind === 'note')).toHaveLength(1);
  });
});
