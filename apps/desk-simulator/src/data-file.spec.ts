import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startDeskSimulator } from './start-desk-simulator';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-simulator-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const start = () =>
  startDeskSimulator({
    port: 0,
    dataFile: join(folder, 'nested', 'desk.json'),
    post: () => Promise.resolve(200),
    workspaces: [
      {
        workspace: 'demo',
        appId: 'demo-app',
        clientSecret: 's',
        accessToken: 't',
        aiAdminId: '9000001',
        assignNewTo: 'nobody',
        webhookUrl: 'http://receiver.test',
      },
    ],
  });

const deskOf = (simulator: Awaited<ReturnType<typeof start>>) => {
  const found = simulator.workspaces.get('demo')?.desk;
  if (!found) throw new Error('The workspace is missing.');
  return found;
};

it('keeps its conversations over a restart and gives out no id twice', async () => {
  const first = await start();
  const before = deskOf(first).customerStarts('Hello').conversation.id;
  await first.stop();
  const second = await start();
  const kept = deskOf(second).find(before);
  const fresh = deskOf(second).customerStarts('Again').conversation.id;
  await second.stop();
  expect(kept).toMatchObject({ id: before, sourceBody: '<p>Hello</p>' });
  expect(Number(fresh)).toBeGreaterThan(Number(before));
});

it('refuses a file it cannot read, and says which', async () => {
  const dataFile = join(folder, 'broken.json');
  await writeFile(dataFile, '{');
  await expect(startDeskSimulator({ port: 0, workspaces: [], dataFile })).rejects.toMatchObject({
    code: 'SIMULATOR.DATA_FILE',
  });
});
