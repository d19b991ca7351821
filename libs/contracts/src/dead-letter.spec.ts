import type { LogRecord } from '@deskstream/port-event-log';
import { deadLetterOf, redriven, TOPICS } from './index';

const record: LogRecord = {
  topic: TOPICS.inputs,
  partition: 1,
  offset: 7,
  timestamp: 0,
  key: 'acme/intercom/c1',
  headers: { ce_id: 'in_1' },
  value: new Uint8Array([1, 2, 3]),
};
const parked: LogRecord = {
  ...record,
  ...deadLetterOf(record, { step: 'a.b', because: 'broken', attempts: 1 }),
};

describe('a dead letter', () => {
  it('is redriven to where it came from, as it was', () => {
    const { topic, key, headers, value } = record;
    expect(redriven(parked)).toEqual({ topic, key, headers, value });
  });

  it('is never redriven when it does not say where it came from', () => {
    const { dl_origin_topic: _, ...headers } = parked.headers;
    expect(redriven({ ...parked, headers })).toBeNull();
    expect(redriven({ ...parked, headers: { ...headers, dl_origin_topic: '' } })).toBeNull();
  });

  it('of an event is never redriven: it stands in the log, and a second one would break its order', () => {
    const event = { ...record, topic: TOPICS.events };
    const letter = deadLetterOf(event, { step: 'a.b', because: 'broken', attempts: 1 });
    expect(redriven({ ...event, ...letter })).toBeNull();
  });
});
