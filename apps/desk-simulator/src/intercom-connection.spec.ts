import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  createIntercomFeed,
  createIntercomVerification,
} from '@deskstream/adapter-vendor-intercom';
import type { VendorConnection } from '@deskstream/port-vendor';
import { go, openAdaptedDesk } from './testing/adapted-desk';
import type { AdaptedDesk } from './testing/adapted-desk';

let adapted: AdaptedDesk;

beforeEach(async () => {
  adapted = await openAdaptedDesk();
});

afterEach(() => adapted.close());

describe('verification', () => {
  const verify = async (over: Partial<VendorConnection> = {}) => {
    const verification = createIntercomVerification();
    const checks = await verification.verify({ ...adapted.connection, ...over }, go);
    await verification.close();
    return checks;
  };

  it('finds nothing wrong with a good connection', async () => {
    expect((await verify()).map(({ name, result }) => `${name} ${result}`)).toEqual([
      'token ok',
      'workspace ok',
      'AI admin ok',
      'read conversations ok',
      'signing secret ok',
    ]);
  });

  it.each([
    ['revoked', 'INTERCOM.TOKEN_REVOKED'],
    ['other-workspace', 'INTERCOM.WRONG_WORKSPACE'],
    ['plan-without-api', 'INTERCOM.PLAN_WITHOUT_API'],
  ] as const)('tells %s apart, with a fix (S006, S007)', async (state, code) => {
    adapted.workspace.access.set(state);
    const failed = (await verify()).filter(({ result }) => result === 'failed');
    expect(failed).toMatchObject([{ code, fix: expect.any(String) }]);
    expect(JSON.stringify(failed)).not.toContain('token-secret');
  });

  it.each([
    [{ aiTeammateId: '1' }, 'INTERCOM.ADMIN_UNKNOWN'],
    [{ signingSecrets: [] }, 'INTERCOM.NO_SIGNING_SECRET'],
    [{ apiBaseUrl: 'http://127.0.0.1:1' }, 'INTERCOM.UNREACHABLE'],
  ])('names what is wrong with %j', async (over, code) => {
    const failed = (await verify(over)).filter(({ result }) => result === 'failed');
    expect(failed).toMatchObject([{ code }]);
  });
});

describe('the feed', () => {
  it('lists what changed in a range, newest first, over several pages', async () => {
    for (let nth = 0; nth < 160; nth += 1) adapted.desk.customerStarts(`Question ${nth}`);
    const feed = createIntercomFeed();
    const range = { since: Date.now() - 60_000, until: Date.now() + 60_000 };
    const recent = await feed.recent(adapted.connection, range, go);
    const later = await feed.recent(adapted.connection, { ...range, since: range.until - 1 }, go);
    await feed.close();
    expect(recent).toMatchObject({ kind: 'read', truncated: false });
    expect(recent.kind === 'read' ? recent.conversations.length : 0).toBe(161);
    expect(later).toEqual({ kind: 'read', conversations: [], truncated: false });
  });

  it('says when the vendor does not let it look', async () => {
    adapted.workspace.faults.set([{ fault: 'throttle', on: 'search' }]);
    const feed = createIntercomFeed();
    const recent = await feed.recent(adapted.connection, { since: 0, until: Date.now() }, go);
    await feed.close();
    expect(recent).toMatchObject({ kind: 'unreadable', retryAt: expect.any(Number) });
  });
});
