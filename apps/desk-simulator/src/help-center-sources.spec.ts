import { createFrontSource } from '@deskstream/adapter-source-front';
import { createIntercomSource } from '@deskstream/adapter-source-intercom';
import { expect, it } from '@jest/globals';
import type { KnowledgeSource, SourceConfig } from '@deskstream/port-knowledge-source';
import { knowledgeSourceContract } from '@deskstream/port-knowledge-source/contract';
import type { Workspace } from './workspace';
import { startDeskSimulator } from './start-desk-simulator';

const go = new AbortController().signal;
const TOKEN = 'a-secret';

const intercom = {
  workspace: 'acme',
  appId: 'app1',
  accessToken: TOKEN,
  clientSecret: 's',
  aiAdminId: '1',
  webhookUrl: 'http://127.0.0.1:1/',
  assignNewTo: 'nobody',
} as const;

const front = {
  workspace: 'acme',
  companyId: 'cmp_1',
  accessToken: TOKEN,
  aiTeammateId: 'tea_9',
  assignNewTo: 'nobody',
  articles: 0,
  requestsPerMinute: 1_000_000,
} as const;

/** Updated one second after the other: vendors tell seconds. */
const ticking = () => {
  let now = 1_790_000_000_000;
  const sleep = () => Promise.resolve();
  return {
    clock: { now: () => now, sleep },
    tick: () => (now += 1000),
  };
};

const configOf = (kind: 'front' | 'intercom', apiBaseUrl: string, accessToken: string) => {
  const source = { id: 'help', kind, select: ['*'], enabled: true, everyMinutes: 60 };
  const connection = { vendor: kind, apiBaseUrl, accessToken, signingSecrets: [] };
  return {
    workspace: 'acme',
    source,
    connection: { ...connection, workspace: 'acme', aiTeammateId: '1' },
  } satisfies SourceConfig;
};

const bench = async (
  kind: 'front' | 'intercom',
  source: KnowledgeSource,
  put: (desk: Desk, id: string, title: string, html: string) => void,
) => {
  const { tick, clock } = ticking();
  const desk = await startDeskSimulator({
    port: 0,
    workspaces: [intercom],
    front: [front],
    clock,
  });
  const url = kind === 'front' ? `${desk.url}/front` : `${desk.url}/intercom/acme`;
  const opened = { desk, tick };
  return {
    source,
    config: configOf(kind, url, TOKEN),
    forbidden: configOf(kind, url, 'not-this-secret'),
    put: (id: string, title: string, html: string) => {
      put(opened, id, title, html);
    },
    remove: (id: string) => {
      helpCenterOf(desk).remove(id);
      desk.front.get('acme')?.knowledge.remove(id);
    },
    close: async () => {
      await source.close();
      await desk.stop();
    },
  };
};

interface Desk {
  readonly desk: Awaited<ReturnType<typeof startDeskSimulator>>;
  readonly tick: () => number;
}

const helpCenterOf = ({ workspaces }: Desk['desk']): Workspace['helpCenter'] => {
  const workspace = workspaces.get('acme');
  if (workspace === undefined) throw new Error('no workspace');
  return workspace.helpCenter;
};

knowledgeSourceContract(
  'Front',
  () =>
    bench('front', createFrontSource(), ({ desk, tick }, id, name, content) => {
      desk.front.get('acme')?.knowledge.put(id, { name, content, updatedAt: tick() });
    }),
  { many: 101 },
);

const published = { state: 'published', collection: '200' } as const;

knowledgeSourceContract(
  'Intercom',
  () =>
    bench('intercom', createIntercomSource(), ({ desk, tick }, id, title, body) => {
      helpCenterOf(desk).put({ id, title, body, ...published, updatedAt: tick() });
    }),
  { many: 101 },
);

it('Given two help centers at Intercom, When one is selected, Then the articles of the other and drafts stay out', async () => {
  let desk: Desk['desk'] | null = null;
  const source = createIntercomSource();
  const opened = await bench('intercom', source, (each) => {
    desk = each.desk;
  });
  opened.put('', '', '');
  const center = helpCenterOf(desk!);
  center.addCenter('101', 'Partners', '201');
  const article = { title: 'T', body: '<p>x</p>', ...published, updatedAt: 0 };
  center.put({ ...article, id: '1' });
  center.put({ ...article, id: '2', collection: '201' });
  center.put({ ...article, id: '3', collection: '201', state: 'draft' });
  const config = { ...opened.config, source: { ...opened.config.source, select: ['101'] } };
  const page = await source.list(config, null, go);
  await opened.close();
  expect(page.kind === 'ok' ? page.value.articles.map(({ id }) => id) : page).toEqual(['2']);
});
