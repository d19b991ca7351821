import type { KnowledgeSyncFinished } from '@deskstream/contracts';
import { derivedId } from '@deskstream/contracts';
import { InfraError } from '@deskstream/kernel';
import type { SourceName, SyncRun } from '@deskstream/port-knowledge';
import type {
  SourceAnswer,
  SourceConfig,
  SourceVerification,
} from '@deskstream/port-knowledge-source';
import { endedBy, syncPages } from './all-pages';
import { createCalls } from './calls';
import { createPace } from './pace';
import { settingsMark } from './settings-mark';
import type { Ended, SyncDeps, Syncing } from './sync';

export interface SyncRequest {
  readonly config: SourceConfig;
  /** `schedule`, `interrupted`, or who asked. */
  readonly because: string;
  /** Given by who asked. */
  readonly reason?: string | undefined;
  /** Most articles of the source may be gone for good. */
  readonly acceptRemovals?: boolean;
  readonly signal: AbortSignal;
}

/**
 * One sync of one source, alone among all processes; `null`: another one is at it. A run that was cut off
 * is taken up where it stood. Rejects when the log or the stores are away, or the signal aborts; the run
 * then waits for whoever comes next.
 */
export const syncSource = (
  deps: SyncDeps,
  request: SyncRequest,
): Promise<KnowledgeSyncFinished | null> => {
  const { config, because, signal } = request;
  const why = request.reason === undefined ? {} : { reason: request.reason };
  const asked = request.acceptRemovals === true ? { ...why, acceptRemovals: true } : why;
  const name = { workspace: config.workspace, source: config.source.id };
  return deps.articles.alone(name, (lost) => {
    const attributes = { workspace: name.workspace, source: name.source };
    return deps.telemetry.step('knowledge.sync', { attributes }, async () => {
      const run = await beginRun(deps, config, because);
      await deps.history.tell({
        ...name,
        at: deps.clock.now(),
        type: 'KnowledgeSyncStarted',
        data: { runId: run.id, because, ...asked },
      });
      const source = deps.sources.find(({ kind }) => kind === config.source.kind);
      if (source === undefined) throw unknownKind(config);
      const calls = createCalls(
        createPace(deps.clock),
        deps.clock,
        AbortSignal.any([signal, lost]),
      );
      const acceptRemovals = request.acceptRemovals === true || isNewlySet(deps, name, run.id);
      const syncing: Syncing = {
        ...{ deps, name, config, source, calls, acceptRemovals },
        runId: run.id,
      };
      return finish(syncing, { because, ...why }, await work(syncing, run));
    });
  });
};

/** The run's id begins with a hash of the settings: one that was begun with others is not gone on with. */
const beginRun = async (
  { articles, clock }: SyncDeps,
  config: SourceConfig,
  because: string,
): Promise<SyncRun> => {
  const { workspace, source } = config;
  const name = { workspace, source: source.id };
  const settings = settingsMark(config);
  const startedAt = clock.now();
  const id = `${settings}-${derivedId('ks', workspace, source.id, startedAt)}`;
  const run = await articles.begin(name, { id, because, startedAt });
  if (run.id.startsWith(`${settings}-`)) return run;
  await articles.finish(name, run.id);
  return articles.begin(name, { id, because, startedAt });
};

/** Whoever selects other help centers, or another folder, means the articles of before to go. */
const isNewlySet = ({ history }: SyncDeps, name: SourceName, runId: string): boolean => {
  const { lastComplete } = history.of(name);
  return lastComplete !== null && markOf(lastComplete.runId) !== markOf(runId);
};

const markOf = (runId: string): string => runId.slice(0, runId.indexOf('-'));

const work = async (syncing: Syncing, run: SyncRun): Promise<Ended> => {
  const { config, source, calls } = syncing;
  const verified = await calls.make(async (signal) =>
    answerOf(await source.verify(config, signal)),
  );
  if (verified.kind !== 'ok') return endedBy(verified);
  const { checks } = verified.value;
  const failed = checks.find(({ result }) => result === 'failed');
  const ended: Ended =
    failed === undefined
      ? await syncPages(syncing, run)
      : { result: 'refused', detail: `${failed.name}: ${failed.found}`, checks: [] };
  return { ...ended, checks: [...checks, ...ended.checks] };
};

const answerOf = (verification: SourceVerification): SourceAnswer<SourceVerification> =>
  verification.notNow ?? { kind: 'ok', value: verification };

const finish = async (
  { deps, name, calls, runId }: Syncing,
  asked: Pick<KnowledgeSyncFinished, 'because' | 'reason'>,
  ended: Ended,
): Promise<KnowledgeSyncFinished> => {
  const { articles, history, clock, telemetry } = deps;
  const run = await articles.begin(name, {
    id: runId,
    because: asked.because,
    startedAt: clock.now(),
  });
  const { counts, errors, startedAt } = await articles.turn(name, runId, {
    cursor: run.cursor,
    errors: [],
    requests: calls.taken(),
  });
  const finished: KnowledgeSyncFinished = {
    runId,
    ...asked,
    ...ended,
    counts,
    errors: [...errors],
    startedAt,
    tookMs: clock.now() - startedAt,
  };
  // A source that was away is gone on with; anything else begins anew.
  if (ended.result !== 'unavailable') await articles.finish(name, runId);
  await history.tell({ ...name, at: clock.now(), type: 'KnowledgeSyncFinished', data: finished });
  telemetry.count('deskstream.knowledge.syncs', 1, { result: finished.result });
  for (const [became, count] of Object.entries({ ...counts }))
    telemetry.count('deskstream.knowledge.articles', count, { became });
  return finished;
};

const unknownKind = ({ source }: SourceConfig) =>
  new InfraError(
    'KNOWLEDGE.UNKNOWN_KIND',
    `Source ${source.id} is of kind ${source.kind}, which this process cannot read.`,
    false,
  );
