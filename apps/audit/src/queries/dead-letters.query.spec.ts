import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import type { MemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { deadLetterOf, TOPICS, topicCatalogue } from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import type { LogRecord } from '@deskstream/port-event-log';
import { listDeadLetters, redriveDeadLetters } from './dead-letters.query';

describe('dead letters', () => {
  let log: MemoryEventLog;

  beforeEach(async () => {
    log = createMemoryEventLog({ clock: systemClock, broker: createMemoryBroker() });
    await log.provision(topicCatalogue(1));
  });

  afterEach(() => log.crash());

  const park = (offset: number, id: string, topic: string = TOPICS.inputs) =>
    log.publish([deadLetterOf({ ...recordAt(offset, id), topic }, REASON)]);

  const origins = async () => (await listDeadLetters(log, 9)).map(({ origin }) => origin).sort();

  it('Given a record that was redriven and parked again, Then it is listed once, as parked last', async () => {
    await park(3, 'in_1');
    await park(8, 'in_1');
    await park(5, 'in_2');
    expect(await origins()).toEqual([`${TOPICS.inputs}/0/5`, `${TOPICS.inputs}/0/8`]);
  });

  it('Given a record that was parked twice, When its cause is redriven, Then it is published once', async () => {
    await park(3, 'in_1');
    await park(8, 'in_1');
    expect(await redriveDeadLetters(log, { because: 'broken', redriving: null })).toHaveLength(1);
  });

  it('Given an event that a reader could not use, Then it is not offered to be published again', async () => {
    await park(3, 'in_1');
    await park(8, 'ev_1', TOPICS.events);
    const offered = (await listDeadLetters(log, 9)).filter(({ redrivable }) => redrivable);
    expect(offered.map(({ origin }) => origin)).toEqual([`${TOPICS.inputs}/0/3`]);
  });
});

const REASON = { step: 'dedup.read', because: 'broken', attempts: 1 };

const recordAt = (offset: number, id: string): LogRecord => ({
  topic: TOPICS.inputs,
  partition: 0,
  offset,
  timestamp: 0,
  key: 'acme/intercom/c1',
  headers: { ce_id: id },
  value: new Uint8Array([1]),
});
