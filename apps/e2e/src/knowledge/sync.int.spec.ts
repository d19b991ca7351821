import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@deskstream/kernel';
import { articlesAt } from '@deskstream/platform-knowledge';
import { fastClock } from './fast-clock';
import type { HelpCenter } from './help-center';
import { NAME, openHelpCenter, WORKSPACE } from './help-center';

let center: HelpCenter;

afterEach(() => center.close());

const small = async (articles = 3) => {
  center = await openHelpCenter({ clock: systemClock, articles });
  return center;
};

const find = async (text: string) =>
  (await center.knowledge.retrieve({ workspace: WORKSPACE, text, limit: 50 })).map(
    ({ articleId }) => articleId,
  );

describe('a help center', () => {
  it('Given one that was never synced, When it is synced, Then its articles are found and the log says since when (S084)', async () => {
    const { sync, deps, records } = await small();
    expect(await articlesAt(deps.log, WORKSPACE, systemClock.now())).toEqual(new Map());
    expect(await sync()).toMatchObject({
      result: 'complete',
      because: 'test',
      counts: { listed: 3, added: 3, changed: 0, removed: 0, failed: 0 },
    });
    expect(new Set(await find('article number'))).toEqual(
      new Set(['help/kba_1', 'help/kba_2', 'help/kba_3']),
    );
    const known = await articlesAt(deps.log, WORKSPACE, systemClock.now());
    expect([...known.keys()].sort()).toEqual(['help/kba_1', 'help/kba_2', 'help/kba_3']);
    expect((await records()).map(({ type }) => type)).toEqual([
      'KnowledgeSyncStarted',
      'KnowledgeArticlesChanged',
      'KnowledgeSyncFinished',
    ]);
  });

  it('Given a synced one, When articles change, come and go, Then only these are read, and each version is kept', async () => {
    const { sync, company, articles } = await small();
    await sync();
    const changed = { name: 'Refunds', content: '<h2>When</h2><p>Within a zebra week.</p>' };
    company.knowledge.put('kba_2', { ...changed, updatedAt: systemClock.now() });
    company.knowledge.put('kba_new', { ...changed, name: 'New', updatedAt: systemClock.now() });
    company.knowledge.remove('kba_3');
    expect(await sync()).toMatchObject({
      result: 'complete',
      counts: { listed: 3, added: 1, changed: 1, removed: 1, unchanged: 1, requests: 4 },
    });
    expect(new Set(await find('zebra'))).toEqual(new Set(['help/kba_2', 'help/kba_new']));
    expect(await find('article number')).toEqual(['help/kba_1']);
    const versions = await articles.versions(WORKSPACE, 'help/kba_2');
    expect(versions.map(({ title }) => title)).toEqual([expect.stringContaining('(2)'), 'Refunds']);
    expect(versions[1]?.markdown).toBe('## When\n\nWithin a zebra week.');
  });

  it.each([
    ['a wrong key', 'key', 'SOURCE.KEY_INVALID', { state: 'revoked' as const }],
    ['no read access', 'read access', 'SOURCE.READ_DENIED', { scopes: ['tags:read'] }],
  ])(
    'Given %s, Then the check says so, and what was synced stays (S083, S085)',
    async (_what, name, code, access) => {
      const { sync, company } = await small();
      await sync();
      company.access.set(access);
      const finished = await sync();
      expect(finished).toMatchObject({ result: 'refused', counts: { removed: 0 } });
      expect(finished?.checks.find(({ result }) => result === 'failed')).toMatchObject({
        name,
        code,
      });
      expect(await find('article number')).toHaveLength(3);
    },
  );

  it('Given a help center that lists far fewer articles at once, Then they stay and the check says what to do, until somebody accepts it', async () => {
    const { sync, company, config } = await small(60);
    await sync();
    for (let n = 1; n <= 31; n += 1) company.knowledge.remove(`kba_${n.toString(36)}`);
    const refused = await sync();
    expect(refused).toMatchObject({ result: 'refused', counts: { removed: 0, unchanged: 29 } });
    expect(refused?.checks.at(-1)).toMatchObject({
      code: 'SOURCE.MANY_REMOVED',
      found: '31 of 60 articles are not listed any more',
      fix: expect.stringContaining('--accept-removals') as unknown,
    });
    expect(await find('article number')).toHaveLength(50);
    expect(await sync(config, true)).toMatchObject({ result: 'complete', counts: { removed: 31 } });
    expect(await find('article number')).toHaveLength(29);
  });

  it('Given other help centers selected, Then the articles of before go without a question', async () => {
    const { sync, company, config } = await small(30);
    await sync();
    for (let n = 1; n <= 25; n += 1) company.knowledge.remove(`kba_${n.toString(36)}`);
    const other = { ...config, source: { ...config.source, select: ['knb_4exa1'] } };
    expect(await sync(other)).toMatchObject({ result: 'complete', counts: { removed: 25 } });
  });

  it('Given none selected, Then the check names those there are (S086)', async () => {
    const { sync, config } = await small();
    const nothing = { ...config, source: { ...config.source, select: [] } };
    const finished = await sync(nothing);
    expect(finished).toMatchObject({ result: 'refused' });
    expect(finished?.checks.at(-1)).toMatchObject({
      code: 'SOURCE.NOTHING_SELECTED',
      fix: expect.stringContaining('knb_4exa1') as unknown,
    });
  });

  it('Given nobody there, Then the sync ends unavailable and the next one goes on', async () => {
    const { sync, config } = await openSmallAndFast();
    const nobody = { ...config, connection: { ...config.connection!, apiBaseUrl: DEAD } };
    expect(await sync(nobody)).toMatchObject({ result: 'unavailable', detail: 'ECONNREFUSED' });
    expect(await sync()).toMatchObject({ result: 'complete', counts: { added: 3 } });
  });

  it('Given two that sync at once, Then one does and the other leaves it', async () => {
    const { sync } = await small(30);
    const both = await Promise.all([sync(), sync()]);
    expect(both.filter((each) => each === null)).toHaveLength(1);
    expect(both.find((each) => each !== null)).toMatchObject({ counts: { added: 30 } });
  });
});

const DEAD = 'http://127.0.0.1:1';

const openSmallAndFast = async () => {
  center = await openHelpCenter({ clock: fastClock(50), articles: 3 });
  return center;
};

describe('a large help center with limits and faults', () => {
  it('Given 5,000 articles, a vendor that refuses, breaks off and fails, When they are synced twice, Then all are there, and the second sync asks for lists alone', async () => {
    const clock = fastClock(400);
    center = await openHelpCenter({
      clock,
      articles: 5_000,
      requestsPerMinute: 2_000,
      faults: [
        { fault: 'throttle', probability: 0.01, retryAfterSeconds: 5 },
        { fault: 'error-before', probability: 0.01 },
        { fault: 'reset-after', probability: 0.005 },
      ],
    });
    const first = await center.sync();
    expect(first).toMatchObject({
      result: 'complete',
      counts: { listed: 5_000, added: 5_000, failed: 0 },
    });
    expect(await center.articles.count(NAME)).toBe(5_000);
    const second = await center.sync();
    expect(second).toMatchObject({ result: 'complete', counts: { unchanged: 5_000, added: 0 } });
    expect(second?.counts.requests).toBeLessThan(60);
    console.log(
      `5,000 articles: ${first?.counts.requests} calls in ${minutes(first?.tookMs)} of the vendor's time, then ${second?.counts.requests}`,
    );
  });
});

const minutes = (ms = 0): string => `${(ms / 60_000).toFixed(1)} min`;
