import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { SimulatedPortal } from './hubspot';
import { startDeskSimulator } from '../start-desk-simulator';

const portal = (workspace: string): SimulatedPortal => ({
  workspace,
  accessToken: `token-of-${workspace}`,
  clientSecret: 's',
  assignNewTo: 'nobody',
  webhookUrl: 'http://receiver.test',
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-simulator-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const start = () =>
  startDeskSimulator({
    port: 0,
    dataFile: join(folder, 'desk.json'),
    post: () => Promise.resolve(200),
    workspaces: [],
    hubspot: [portal('one'), portal('two')],
  });

const portalOf = (simulator: Awaited<ReturnType<typeof start>>, name = 'one') => {
  const found = simulator.hubspot.get(name)?.portal;
  if (!found) throw new Error('The account is missing.');
  return found;
};

it('keeps threads, tickets and effects over a restart and gives out no id twice', async () => {
  const first = await start();
  const before = portalOf(first).customerStarts({ text: 'Hello', channel: 'chat' });
  portalOf(first).recordEffect(
    { conversation: before.id, kind: 'reply', partId: '1', adminId: 'A-1' },
    'Hi',
  );
  await first.stop();
  const second = await start();
  const kept = portalOf(second).find(before.id);
  const fresh = portalOf(second).customerStarts({ text: 'Again', channel: 'chat' });
  const { effects } = portalOf(second).state;
  await second.stop();
  expect(kept?.messages[0]?.content?.text).toBe('Hello');
  expect(effects).toMatchObject([{ kind: 'reply', workspace: 'one' }]);
  expect(Number(fresh.id)).toBeGreaterThan(Number(before.id));
});

it('tells accounts apart by their tokens', async () => {
  const simulator = await start();
  const { id } = portalOf(simulator, 'two').customerStarts({ text: 'Hello', channel: 'chat' });
  const statusFor = async (workspace: string): Promise<number> => {
    const headers = { authorization: `Bearer token-of-${workspace}` };
    const url = `${simulator.url}/hubspot/conversations/v3/conversations/threads/${id}`;
    return (await fetch(url, { headers })).status;
  };
  const statuses = [await statusFor('one'), await statusFor('two'), await statusFor('three')];
  await simulator.stop();
  expect(statuses).toEqual([404, 200, 401]);
});
