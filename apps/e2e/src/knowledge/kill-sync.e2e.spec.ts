import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from '@jest/globals';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import { openArticles, openParts } from '@deskstream/composition';
import { encodeKnowledgeRecord } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import { articlesAt, openKnowledgeLog } from '@deskstream/platform-knowledge';
import { createPool, identifier } from '@deskstream/platform-postgres';
import { testDatabase, until } from '@deskstream/testing-harness';
import { ServiceProcess } from '../crash/service-process';
import { frontCompany, frontConnection, NAME, WORKSPACE } from './help-center';

const ARTICLES = 400;
const KILLS = 3;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const open = async () => {
  const database = await testDatabase();
  closers.push(() => database.drop());
  const namespace = database.schema.replace('test_', 'k');
  const secretKey = randomBytes(32).toString('base64');
  const env = {
    DATABASE_URL: database.url,
    DESKSTREAM_NAMESPACE: namespace,
    DESKSTREAM_PARTITIONS: '2',
    DESKSTREAM_SECRET_KEY: secretKey,
  };
  const parts = await openParts(
    { ...env, DESKSTREAM_PARTITIONS: 2 },
    { service: 'kill-sync', clock: systemClock, logger: noLogger },
  );
  closers.push(async () => {
    await parts.close();
    const pool = createPool({ url: database.url, max: 1 });
    await pool.query(`drop schema if exists ${identifier(parts.schema)} cascade`);
    await pool.end();
  });
  const desk = await startDeskSimulator({
    port: 0,
    workspaces: [],
    front: [frontCompany({ articles: ARTICLES, requestsPerMinute: 1e9 })],
    faults: [{ fault: 'slow', on: 'article-content', delayMs: 10 }],
  });
  closers.push(() => desk.stop());
  await parts.settings.put({
    workspace: WORKSPACE,
    connections: [frontConnection(desk.url)],
    knowledge: [{ id: NAME.source, kind: 'front', select: ['*'] }],
  });
  const replicas = [1, 2].map(() => {
    const replica = new ServiceProcess({ app: 'knowledge-sync', env: { ...env, PORT: '0' } });
    closers.push(() => replica.kill());
    return replica;
  });
  return { parts, replicas, articles: await openArticles(parts) };
};

it('Given two replicas, When each in turn is killed in the middle of a sync, Then one sync ends complete, nothing is read twice but a handful, and the log tells each article once', async () => {
  const { parts, replicas, articles } = await open();
  const history = openKnowledgeLog(parts.log, noLogger);
  const said = () => replicas.map((each) => each.said).join('\n');
  const stored = async (atLeast: number) =>
    until(async () => (await articles.count(NAME)) >= atLeast, {
      timeoutMs: 180_000,
      describe: said,
    });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const replica = replicas[kill % 2];
    replica?.start();
    await stored(((kill + 1) * ARTICLES) / (KILLS + 2));
    await replica?.kill('SIGKILL');
  }
  replicas.forEach((replica) => {
    replica.start();
  });
  const finished = async () => {
    await history.refresh();
    return history.of(NAME).last;
  };
  await until(async () => (await finished()) !== null, { timeoutMs: 180_000, describe: said });
  expect(await finished()).toMatchObject({
    result: 'complete',
    because: 'interrupted',
    counts: { listed: ARTICLES, added: ARTICLES, changed: 0, removed: 0, failed: 0 },
  });
  expect((await articlesAt(parts.log, WORKSPACE, systemClock.now())).size).toBe(ARTICLES);
  const at = systemClock.now();
  const data = { requestedBy: 'ann' };
  await parts.log.publish([
    encodeKnowledgeRecord({ ...NAME, at, type: 'KnowledgeSyncRequested', data }),
  ]);
  await until(async () => (await finished())?.because === 'ann', {
    timeoutMs: 180_000,
    describe: said,
  });
  expect((await finished())?.counts).toMatchObject({ unchanged: ARTICLES, added: 0, removed: 0 });
});
