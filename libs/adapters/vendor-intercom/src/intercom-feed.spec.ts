import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createIntercomFeed } from './intercom-feed';
import type { ConnectedIntercom } from './testing/connected-intercom';
import { connectIntercom, go, NOW, send } from './testing/connected-intercom';

let intercom: ConnectedIntercom;

beforeEach(async () => {
  intercom = await connectIntercom();
});

afterEach(() => intercom.close());

describe('the feed', () => {
  it('stops at its bound and says that there is more', async () => {
    let page = 0;
    const feed = createIntercomFeed();
    intercom.on((response) => send(response, { body: nextPage((page += 1)) }));
    const recent = await feed.recent(intercom.connection, { since: 0, until: NOW }, go);
    await feed.close();
    expect(recent).toMatchObject({ kind: 'read', truncated: true });
    expect(intercom.seen).toHaveLength(6);
  });

  const nextPage = (page: number) => ({
    conversations: [{ id: String(page), updated_at: 1_780_000_000 - page }, { id: null }, null],
    pages: { next: { starting_after: `cursor${page}` } },
  });
});
