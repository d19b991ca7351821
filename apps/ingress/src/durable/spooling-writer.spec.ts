import { describe, expect, it } from '@jest/globals';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import {
  createMemorySpoolState,
  createMemoryWebhookSpool,
} from '@deskstream/adapter-stores-memory';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { InfraError, noLogger, noTelemetry } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';
import { Scheduler } from '@deskstream/testing-simulation';
import { defaultSpoolLimits as limits } from '../limits';
import { createCircuit } from './circuit';
import { SpoolView } from './spool-view';
import { spoolingWriter } from './spooling-writer';
import { startDrainer } from './start-drainer';

const T0 = 1_790_000_000_000;

/** One replica; `away` says what does not answer, `hangs` what never does. */
const world = (bounds = {}) => {
  const scheduler = new Scheduler({ seed: 1, startAt: T0 });
  const { clock } = scheduler.process('ingress', { immune: true });
  const away = { log: false, spool: false, hangs: false };
  const published: string[] = [];
  const at = (what: 'log' | 'spool') => async (point: string) => {
    if (point === 'log.publish') published.push(point);
    if (away[what] && away.hangs) await new Promise(() => undefined);
    if (away[what]) throw new InfraError('EVENT_LOG.UNAVAILABLE', `${what} is away`, true);
  };
  const broker = createMemoryBroker();
  broker.provision(topicCatalogue(1));
  const log = createMemoryEventLog({ clock, broker, at: at('log') });
  const state = createMemorySpoolState();
  const spool = createMemoryWebhookSpool({ clock, state, bounds, at: at('spool') });
  const circuit = createCircuit({ clock, logger: noLogger });
  const view = new SpoolView({ spool, clock, limits });
  const deps = { log, spool, clock, circuit, view, limits, telemetry: noTelemetry };
  const write = spoolingWriter(deps);
  const drainer = () => startDrainer({ ...deps, logger: noLogger });
  const logged = () =>
    broker
      .records(TOPICS.webhooks)
      .flat()
      .map(({ headers }) => headers['ce_id']);
  const spooled = () => state.rows.map(({ draft }) => draft.headers['ce_id']);
  return { scheduler, away, circuit, published, write, drainer, view, logged, spooled };
};

const draft = (id: string, key = 'k'): Draft => ({
  topic: TOPICS.webhooks,
  key,
  headers: { ce_id: id },
  value: new TextEncoder().encode(id),
});

describe('writing with a spool', () => {
  it('goes into the log while that takes records', async () => {
    const { write, logged, spooled } = world();
    await write([draft('1')]);
    expect([logged(), spooled()]).toEqual([['1'], []]);
  });

  it('asks a log that is away once, then spools without waiting, and drains in order afterwards', async () => {
    const { write, away, published, drainer, logged, spooled, scheduler } = world();
    away.log = true;
    for (const id of ['1', '2', '3']) await write([draft(id)]);
    expect(published).toHaveLength(1);
    const draining = drainer();
    await scheduler.run(() => false, T0 + 3_000);
    expect(spooled()).toEqual(['1', '2', '3']);
    expect(draining.ready()).toMatchObject({
      ok: true,
      note: expect.stringMatching(/3 deliveries/),
    });
    away.log = false;
    await scheduler.run(() => false, T0 + 6_000);
    expect([logged(), spooled(), draining.ready()]).toEqual([['1', '2', '3'], [], { ok: true }]);
    await draining.stop();
  });

  it('spools what a hanging log does not take within the limit of a vendor', async () => {
    const { write, away, spooled, scheduler } = world();
    Object.assign(away, { log: true, hangs: true });
    const written = write([draft('1')]);
    await scheduler.run(() => spooled().length === 1, T0 + 4_000);
    await written;
    expect(scheduler.now() - T0).toBeLessThan(4_000);
  });

  it('queues a request behind what waits of any of its keys, and lets others pass', async () => {
    const { write, away, circuit, view, logged, spooled } = world();
    away.log = true;
    await write([draft('1', 'k')]);
    away.log = false;
    circuit.answered();
    expect(await view.find(['m', 'k'])).toBe('waiting');
    await write([draft('2', 'm'), draft('3', 'k')]);
    await write([draft('4', 'n')]);
    expect([logged(), spooled()]).toEqual([['4'], ['1', '2', '3']]);
  });

  it('goes into the log without asking for long while only PostgreSQL is away', async () => {
    const { write, away, logged } = world();
    away.spool = true;
    await write([draft('1')]);
    await write([draft('2')]);
    expect(logged()).toEqual(['1', '2']);
  });

  it('refuses rather than let a delivery pass one that it saw waiting, and lets other keys pass', async () => {
    const { write, away, drainer, logged, scheduler } = world();
    away.log = true;
    await write([draft('1', 'k')]);
    Object.assign(away, { log: false, spool: true });
    const draining = drainer();
    await scheduler.run(() => false, T0 + 2_000);
    await expect(write([draft('2', 'k')])).rejects.toMatchObject({ transient: true });
    await write([draft('3', 'm')]);
    expect(logged()).toEqual(['3']);
    await draining.stop();
  });

  it('refuses when both are away, is not ready then, and says which', async () => {
    const { write, away, drainer, scheduler } = world();
    Object.assign(away, { log: true, spool: true });
    await expect(write([draft('1')])).rejects.toMatchObject({ transient: true });
    const draining = drainer();
    await scheduler.run(() => false, T0 + 2_000);
    expect(draining.ready()).toMatchObject({
      ok: false,
      because: expect.stringMatching(/log: away since .* the spool does not answer/),
    });
    await draining.stop();
  });

  it('refuses with SPOOL.FULL what has no room, and never spools what is too large for the log', async () => {
    const { write, away, spooled } = world({ rows: 1 });
    const large = { ...draft('0'), value: new Uint8Array(1_100_000) };
    await expect(write([large])).rejects.toMatchObject({ code: 'EVENT_LOG.TOO_LARGE' });
    away.log = true;
    await write([draft('1')]);
    await expect(write([draft('2')])).rejects.toMatchObject({ code: 'SPOOL.FULL' });
    expect(spooled()).toEqual(['1']);
  });
});
