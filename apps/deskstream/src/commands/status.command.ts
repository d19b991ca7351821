import type { ChecksOfConnection, ConnectionName } from '@deskstream/app-gap-finder';
import { openGapChecks } from '@deskstream/app-gap-finder';
import { TOPICS } from '@deskstream/contracts';
import { noLogger } from '@deskstream/kernel';
import { lagOf, sizeOf } from '@deskstream/port-event-log';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';

/** Consumer groups with the topic each reads. */
const GROUPS: readonly (readonly [group: string, topic: string])[] = [
  ['dedup.canonicalise', TOPICS.webhooks],
  ['conversation-orchestrator.decide', TOPICS.inputs],
  ['conversation-orchestrator.timers', TOPICS.events],
  ['conversation-orchestrator.reasoning', TOPICS.events],
  ['vendor-dispatcher.calls', TOPICS.events],
  ['conversation-orchestrator.stream-index', TOPICS.events],
];

const LEDGERS = [
  'conversation-orchestrator.timers',
  'conversation-orchestrator.reasoning',
  'vendor-dispatcher.calls',
] as const;

/** What waits where: records per topic, lag per group, open outside work. */
export const status = async (
  installation: Installation,
  output: Output,
  now: number,
): Promise<void> => {
  const topics = await Promise.all(
    Object.values(TOPICS).map((topic) => sizeOf(installation.log, topic)),
  );
  const groups = await Promise.all(
    GROUPS.map(([group, topic]) => lagOf(installation.log, group, topic)),
  );
  const work = await Promise.all(LEDGERS.map((group) => openWork(installation, group, now)));
  const ages = await Promise.all(LEDGERS.map((group) => agesOf(installation, group, now)));
  const waiting = ages.flat();
  const gapChecks = await lastGapChecks(installation);
  output.value({ log: installation.kind, topics, groups, work, waiting, gapChecks });
  output.line(`Log: ${installation.kind}`);
  output.line();
  output.table(topics.map((each) => ({ ...each })));
  output.table(groups.map((each) => ({ ...each })));
  output.table(work);
  output.table(waiting);
  output.table(gapChecks);
};

const lastGapChecks = async ({ log, settings }: Installation) => {
  const checks = openGapChecks(log, noLogger);
  await checks.refresh();
  return settings
    .all()
    .flatMap(({ connections }) => connections)
    .flatMap((connection) => {
      const { last } = checks.of(connection);
      return last === null ? [] : [rowOf(connection, last)];
    });
};

const rowOf = (
  { workspace, vendor }: ConnectionName,
  { at, result, reached, suspected }: NonNullable<ChecksOfConnection['last']>,
) => ({
  compared: `${workspace}/${vendor}`,
  result,
  suspected,
  at: new Date(at).toISOString(),
  reached: new Date(reached).toISOString(),
});

const openWork = async ({ ledger }: Installation, group: string, now: number) => {
  const { open, oldestDueAt } = await ledger.stats(group);
  const overdue = oldestDueAt === null ? 0 : Math.max(0, now - oldestDueAt);
  return { work: group, open, overdueMs: overdue };
};

/** What is overdue by queue and kind, the longest first; what is due later waits for its time only. */
const agesOf = async ({ ledger }: Installation, group: string, now: number) =>
  (await ledger.ages(group))
    .filter(({ oldestDueAt }) => oldestDueAt <= now)
    .map(({ workspace, queue, kind, open, oldestDueAt }) => ({
      waiting: group,
      workspace,
      queue,
      kind,
      open,
      oldestMs: now - oldestDueAt,
    }));
