import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { startStreamIndex } from '@deskstream/app-orchestrator';
import { TOPICS, topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import type { Service, ServiceOptions } from '@deskstream/platform-nest';
import { createService } from '@deskstream/platform-nest';
import { startTelemetry } from '@deskstream/platform-telemetry';
import { createSealer, startSettings } from '@deskstream/platform-settings';
import type { RunningSettings } from '@deskstream/platform-settings';
import type { Answerers, Answering } from '@deskstream/platform-trials';
import { runTrials } from '@deskstream/platform-trials';
import type { EventLog } from '@deskstream/port-event-log';
import type { PassageHistory } from '@deskstream/port-knowledge';
import type { VendorVerification } from '@deskstream/port-vendor';
import { testDatabase, until } from '@deskstream/testing-harness';
import type { RunningAudit } from '../audit';
import { startAudit } from '../audit';
import type { AccessOptions } from '../access/access';
import { openAccess } from '../access/access';
import { AuditAccess } from '../http/audit-access';
import { AuditHttpModule } from '../http/audit-http.module';
import { configureWithConsole } from '../http/configure';
import { checkpointOf } from '../projections/follow';
import { PROJECTIONS } from '../projections/rebuild';

/** Audit over real HTTP and a PostgreSQL schema of its own, on a log of one partition that is indexed as it grows. */
export interface ServedAudit {
  readonly log: EventLog;
  readonly audit: RunningAudit;
  readonly settings: RunningSettings;
  readonly url: string;
  /** What the API reads from; a test may put something in front of it. */
  readonly access: AuditAccess;
  /** Resolves when the sessions list has everything that the log holds now. */
  settled(): Promise<void>;
  /** The first call counts. */
  stop(): Promise<void>;
}

interface Given {
  /** What was cited once; nothing without it. */
  readonly passages?: PassageHistory;
  /** Runs what-ifs and evaluations, too; without it they wait. */
  readonly answering?: Answering;
  /** None without it. */
  readonly verifications?: readonly VendorVerification[];
  /** Everybody is admin without it. */
  readonly access?: Partial<AccessOptions>;
  /** Whose X-Forwarded-* are believed; nobody's without it. */
  readonly trustedProxies?: readonly string[];
  /** The API alone without it. */
  readonly configure?: NonNullable<ServiceOptions<object>['configure']>;
}

export const serveAudit = async ({
  verifications = [],
  passages = createMemoryKnowledge(),
  access: asked,
  trustedProxies = [],
  answering,
  configure = (app) => configureWithConsole(app, null),
}: Given = {}): Promise<ServedAudit> => {
  const database = await testDatabase();
  const log = createMemoryEventLog({ clock: systemClock });
  await log.provision(topicCatalogue(1));
  const index = createMemoryStreamIndex();
  const platform = { name: 'audit', config: {}, clock: systemClock, logger: noLogger };
  const stored = { databaseUrl: database.url, schema: database.schema };
  const settings = await startSettings({
    ...platform,
    log,
    sealer: createSealer(new Uint8Array(32)),
  });
  const access = await openAccess({
    databaseUrl: database.url,
    schema: database.schema,
    clock: systemClock,
    mode: 'open',
    ...asked,
  });
  const audit = await startAudit({
    ...platform,
    access,
    ...stored,
    log,
    index,
    settings,
    passages,
    verifications,
    answerers: answering ?? nobody,
  });
  const runner = runnerOf(audit, answering);
  const indexing = await startStreamIndex({ log, index, logger: noLogger });
  const service: Service = await createService({
    platform: { ...platform, telemetry: await startTelemetry('audit') },
    module: AuditHttpModule,
    trustedProxies: () => trustedProxies,
    configure,
  });
  const door = service.app.get(AuditAccess);
  door.open(audit.parts);
  const stop = async (): Promise<void> => {
    door.open(null);
    await service.stop();
    await runner.stop();
    await indexing.stop();
    await audit.stop();
    await access.close();
    await settings.stop();
    await log.close();
    await database.drop();
  };
  let stopped: Promise<void> | undefined;
  return {
    log,
    audit,
    access: door,
    settings,
    url: await service.listen(0, '127.0.0.1'),
    settled: () => settled(log, audit),
    stop: () => (stopped ??= stop()),
  };
};

const nobody: Answerers = { describe: () => ({ name: 'nobody', costOf: null }) };

const runnerOf = ({ parts }: RunningAudit, answering?: Answering) => {
  if (answering === undefined) return { stop: () => Promise.resolve() };
  const reading = { source: parts.dataSource, answering, itemsAtATime: 2 };
  return runTrials({ ...parts, ...reading }, { lookMs: 10 });
};

const OFTEN = { everyMs: 10 };

const settled = async (log: EventLog, { parts }: RunningAudit): Promise<void> => {
  const [events] = await log.ends(TOPICS.events);
  await until(async () => (await parts.index.checkpoint(0)) >= (events?.end ?? 0), OFTEN);
  for (const projection of PROJECTIONS) {
    const [ends] = await log.ends(projection.topic);
    await until(async () => (await checkpointOf(parts, projection, 0)) >= (ends?.end ?? 0), OFTEN);
  }
};
