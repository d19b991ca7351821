import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Draft } from '@deskstream/port-event-log';
import { openDedupWorld } from './testing/dedup-world';
import type { DedupWorld } from './testing/dedup-world';
import { part, replied, webhook } from './testing/deliveries';

let world: DedupWorld;

beforeEach(async () => {
  world = await openDedupWorld();
});

afterEach(() => world.close());

describe('whatever is duplicated or reordered', () => {
  const occurrences: readonly (readonly Draft[])[] = [
    [replied('a1', 'p1'), replied('a2', 'p1')],
    [replied('b1', 'p2')],
    [replied('c1', 'p1', '78')],
    ['admin.replied', 'admin.assigned', 'admin.open.assigned'].map((topic, index) =>
      webhook({
        topic: `conversation.${topic}`,
        delivery: `d${index}`,
        parts: [
          part('p3', {
            part_type: 'assignment',
            author: { type: 'admin', id: '5' },
            assigned_to: { type: 'admin', id: '5' },
          }),
        ],
      }),
    ),
    [
      webhook({
        topic: 'conversation.admin.closed',
        delivery: 'e1',
        parts: [part('p4', { part_type: 'close', body: null })],
      }),
    ],
    [webhook({ topic: 'conversation.deleted', delivery: 'f1', conversation: '79' })],
  ];
  const all = occurrences.flat();
  const idsOf = () =>
    world
      .inputs()
      .filter(({ type }) => type !== 'DeliverySuppressed')
      .map(({ id }) => id)
      .sort();

  it('gives the same set of inputs, each once, and accounts for every delivery (S110)', async () => {
    await world.start();
    await world.publish(...occurrences.map(([first]) => first as Draft));
    await world.settled();
    const expected = idsOf();
    const anyOrder = fc
      .shuffledSubarray(all, { minLength: all.length })
      .chain((once) => fc.tuple(fc.constant(once), fc.subarray(all), fc.nat({ max: 3 })));
    await fc.assert(
      fc.asyncProperty(anyOrder, async ([once, again, stops]) => {
        await world.close();
        world = await openDedupWorld();
        const deliveries = [...once, ...again];
        for (let from = 0; from <= stops; from += 1) {
          const service = await world.start();
          const size = Math.ceil(deliveries.length / (stops + 1));
          await world.publish(...deliveries.slice(from * size, (from + 1) * size));
          await world.settled();
          await service.stop();
        }
        expect(idsOf()).toEqual(expected);
        const told = new Set(world.inputs().map(({ record }) => record.headers['ce_origin']));
        expect(told.size).toBe(deliveries.length);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});
