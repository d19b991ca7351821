import {
  createPostgresArticles,
  createPostgresKnowledge,
} from '@deskstream/adapter-knowledge-postgres';
import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createFrontSource } from '@deskstream/adapter-source-front';
import { createIntercomSource } from '@deskstream/adapter-source-intercom';
import type { FaultRule, FrontCompanyConfig } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import { configsOf, syncNow } from '@deskstream/app-knowledge-sync';
import { decodeKnowledgeRecord, TOPICS, topicCatalogue } from '@deskstream/contracts';
import type { KnowledgeRecord } from '@deskstream/contracts';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import type { Clock } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import { eachRecord } from '@deskstream/port-event-log';
import type { KnowledgeSource, SourceConfig } from '@deskstream/port-knowledge-source';
import { testDatabase } from '@deskstream/testing-harness';

export const WORKSPACE = 'acme';
export const NAME = { workspace: WORKSPACE, source: 'help' };

export interface HelpCenterOptions {
  readonly clock: Clock;
  readonly articles: number;
  readonly requestsPerMinute?: number;
  readonly faults?: readonly FaultRule[];
}

/** A simulated Front company with a help center, an event log in memory, and the tables. */
export const openHelpCenter = async (options: HelpCenterOptions) => {
  const { clock, articles: count, requestsPerMinute = 1e9, faults = [] } = options;
  const database = await testDatabase();
  const pool = createPool({ url: database.url, max: 5 });
  const knowledge = await createPostgresKnowledge({ pool, schema: database.schema });
  const articles = await createPostgresArticles({ pool, schema: database.schema });
  const log = createMemoryEventLog({ clock, broker: createMemoryBroker() });
  await log.provision(topicCatalogue(2));
  const desk = await startDeskSimulator({
    port: 0,
    clock,
    faults,
    workspaces: [],
    front: [frontCompany({ articles: count, requestsPerMinute })],
  });
  const sources: readonly KnowledgeSource[] = [
    createFrontSource({ clock, timeoutMs: 2_000 }),
    createIntercomSource({ clock, timeoutMs: 2_000 }),
  ];
  const deps = {
    articles,
    sources,
    log,
    clock,
    logger: noLogger,
    telemetry: noTelemetry,
  };
  const company = desk.front.get(WORKSPACE);
  if (company === undefined) throw new Error('no company');
  return {
    deps,
    articles,
    knowledge,
    company,
    pool,
    schema: database.schema,
    config: configOf(desk.url),
    sync: (config: SourceConfig = configOf(desk.url), acceptRemovals = false) =>
      syncNow(deps, config, { by: 'test', acceptRemovals }),
    syncUntil: (signal: AbortSignal) => syncNow(deps, configOf(desk.url), { by: 'test' }, signal),
    records: async (): Promise<readonly KnowledgeRecord[]> => {
      const found: KnowledgeRecord[] = [];
      for await (const record of eachRecord(log, TOPICS.knowledge)) {
        const decoded = decodeKnowledgeRecord(record);
        if (decoded.ok) found.push(decoded.value);
      }
      return found;
    },
    close: async () => {
      await Promise.all(sources.map((source) => source.close()));
      await desk.stop();
      await log.close();
      await pool.end();
      await database.drop();
    },
  };
};

export type HelpCenter = Awaited<ReturnType<typeof openHelpCenter>>;

/** A Front company of this many articles and calls a minute. */
export const frontCompany = (limits: {
  readonly articles: number;
  readonly requestsPerMinute: number;
}): FrontCompanyConfig => ({
  workspace: WORKSPACE,
  companyId: 'cmp_1',
  accessToken: 'front-token',
  aiTeammateId: 'tea_9',
  assignNewTo: 'nobody',
  ...limits,
});

export const frontConnection = (url: string) => ({
  vendor: 'front' as const,
  apiBaseUrl: `${url}/front`,
  accessToken: 'front-token',
  signingSecrets: ['s'],
  aiTeammateId: 'tea_9',
});

export const configOf = (url: string, select: readonly string[] = ['*']): SourceConfig => {
  const [config] = configsOf({
    workspace: WORKSPACE,
    connections: [{ workspace: WORKSPACE, ...frontConnection(url) }],
    knowledge: [{ id: 'help', kind: 'front', select, enabled: true, everyMinutes: 60 }],
  });
  if (config === undefined) throw new Error('no source');
  return config;
};
