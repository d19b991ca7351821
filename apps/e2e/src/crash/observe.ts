import { DEDUP_GROUP } from '@deskstream/app-dedup';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { plainOf } from '@deskstream/app-desk-simulator';
import { DISPATCH_GROUP } from '@deskstream/app-dispatcher';
import { DECIDE_GROUP, REASONING_GROUP, TIMERS_GROUP } from '@deskstream/app-orchestrator';
import { TOPICS } from '@deskstream/contracts';
import { partitionKey } from '@deskstream/kernel';
import type { EventLog, LogRecord } from '@deskstream/port-event-log';
import { javaOracle } from '@deskstream/testing-harness';
import type { Liveness, Observations, VendorEffect } from '@deskstream/testing-simulation';
import type { Installation } from './installation';
import { WORKSPACE } from './installation';

const WORK_GROUPS = [DISPATCH_GROUP, REASONING_GROUP, TIMERS_GROUP];

/** What is still to be done: unread records, and open work. */
export const restOf = async ({
  parts,
}: Pick<Installation, 'parts'>): Promise<Pick<Liveness, 'openWork' | 'lag'>> => {
  const openWork: Record<string, number> = {};
  const lag: Record<string, number> = {};
  for (const group of WORK_GROUPS) {
    openWork[group] = (await parts.ledger.stats(group)).open;
    lag[group] = await unread(parts.log, TOPICS.events, (partition) =>
      parts.ledger.checkpoint(group, partition),
    );
  }
  for (const [group, topic] of [
    [DEDUP_GROUP, TOPICS.webhooks],
    [DECIDE_GROUP, TOPICS.inputs],
  ] as const) {
    const committed = await parts.log.committed(group, topic);
    lag[group] = await unread(parts.log, topic, (at) =>
      Promise.resolve(committed.find(({ partition }) => partition === at)?.next ?? 0),
    );
  }
  return { openWork, lag };
};

export const isRest = ({ openWork, lag }: Pick<Liveness, 'openWork' | 'lag'>): boolean =>
  [...Object.values(openWork), ...Object.values(lag)].every((left) => left === 0);

/** Transaction markers take offsets, so only records count. */
export const unread = async (
  log: EventLog,
  topic: string,
  nextOf: (partition: number) => Promise<number>,
): Promise<number> => {
  let count = 0;
  for (const { partition, end } of await log.ends(topic)) {
    const from = await nextOf(partition);
    if (from >= end) continue;
    for await (const record of log.readTopic({ topic, partition, from, to: end }))
      count += record.offset >= from ? 1 : 0;
  }
  return count;
};

/** Topics as Kafka's own consumer reads them; attempts and effects as the desk recorded them. */
export const observe = async (
  installation: Installation,
  liveness: Liveness,
): Promise<Observations> => ({
  webhooks: await read(installation, TOPICS.webhooks),
  inputs: await read(installation, TOPICS.inputs),
  events: await read(installation, TOPICS.events),
  deadLetters: await read(installation, TOPICS.deadLetters),
  attempts: attemptsOf(installation.desk),
  effects: effectsOf(installation.desk),
  projections: [],
  liveness,
  clockToleranceMs: 1_000,
});

const read = async ({ kafka }: Installation, topic: string): Promise<readonly LogRecord[]> => {
  const records = await javaOracle({
    brokers: kafka.brokers,
    topic: `${kafka.namespace}.${topic}`,
  });
  return records
    .map((record) => ({ ...record, topic }))
    .sort((a, b) => a.partition - b.partition || a.offset - b.offset);
};

export const attemptsOf = (desk: RunningDeskSimulator) =>
  (desk.workspaces.get(WORKSPACE)?.sender.attempts() ?? []).map(({ delivery, status }) => ({
    deliveryId: delivery,
    status,
  }));

export const effectsOf = (desk: RunningDeskSimulator): readonly VendorEffect[] => {
  const workspace = desk.workspaces.get(WORKSPACE);
  if (!workspace) return [];
  return workspace.desk.effects().flatMap(({ kind, conversation, partId, at }) => {
    if (!isOurs(kind)) return [];
    const part = workspace.desk.find(conversation)?.parts.find(({ id }) => id === partId);
    const key = partitionKey({ workspace: WORKSPACE, vendor: 'intercom', conversation });
    const effect = { kind, at, key, text: plainOf(part?.body ?? '') };
    return [partId === null ? effect : { ...effect, vendorMessageId: partId }];
  });
};

const isOurs = (kind: string): kind is VendorEffect['kind'] =>
  kind === 'reply' || kind === 'note' || kind === 'unassign';
