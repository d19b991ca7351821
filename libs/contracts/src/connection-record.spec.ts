import { describe, expect, it } from '@jest/globals';
import type { ConnectionRecord } from './connection-record';
import { decodeConnectionRecord, encodeConnectionRecord } from './connection-record';

const at = 1_790_000_000_000;
const records: readonly ConnectionRecord[] = [
  {
    type: 'ConnectionVerified',
    workspace: 'acme',
    vendor: 'intercom',
    at,
    data: {
      settingsVersion: 3,
      requestedBy: 'schedule',
      checks: [{ name: 'token', result: 'ok', expected: 'a token', found: 'one' }],
    },
  },
  {
    type: 'WebhooksRefused',
    workspace: 'acme',
    vendor: 'front',
    at,
    data: { since: at - 9, code: 'SIGNATURE.MISMATCH', status: 400, count: 7, address: 'h/p' },
  },
];

const stored = (record: ConnectionRecord) => ({
  ...encodeConnectionRecord(record),
  partition: 0,
  offset: 0,
  timestamp: at,
});

describe('a record about a connection', () => {
  it.each(records)('comes back as it was written: $type', (record) => {
    expect(decodeConnectionRecord(stored(record))).toEqual({ ok: true, value: record });
  });

  it('is told apart from what it is not', () => {
    const value = new TextEncoder().encode('{"checks":1}');
    expect(decodeConnectionRecord({ ...stored(records[0]!), value })).toEqual({
      ok: false,
      because: 'the value is not a record of type ConnectionVerified',
    });
    expect(decodeConnectionRecord({ ...stored(records[0]!), value: null })).toMatchObject({
      ok: false,
    });
  });
});
