import { openDataSource, PROJECTIONS, rebuildProjections } from '@deskstream/app-audit';
import { auditSchemaOf } from '@deskstream/composition';
import { indexPartition } from '@deskstream/app-orchestrator';
import { TOPICS } from '@deskstream/contracts';
import type { EventLog } from '@deskstream/port-event-log';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';

/** Forgets every copy of the log (stream index, audit's tables) and makes it again from the log. */
export const rebuild = async (installation: Installation, output: Output): Promise<void> => {
  await rebuildIndex(installation, output);
  const dataSource = await openDataSource(installation.databaseUrl, auditSchemaOf(installation));
  try {
    const total = await sizeOf(
      installation.log,
      PROJECTIONS.map(({ topic }) => topic),
    );
    const bar = output.progress(total, 'projections ');
    await rebuildProjections({ log: installation.log, dataSource }, (records) =>
      bar.advance(records),
    );
    bar.end();
  } finally {
    await dataSource.destroy();
  }
  output.line('✓ Stream index and projections are rebuilt from the log.');
  output.value({ rebuilt: true });
};

const rebuildIndex = async ({ log, index }: Installation, output: Output): Promise<void> => {
  const bar = output.progress(await sizeOf(log, [TOPICS.events]), 'stream index');
  await index.reset();
  for (const { partition, end } of await log.ends(TOPICS.events))
    await indexPartition({ log, index }, { partition, to: end }, (records) => bar.advance(records));
  bar.end();
};

const sizeOf = async (log: EventLog, topics: readonly string[]): Promise<number> => {
  const ends = await Promise.all(topics.map((topic) => log.ends(topic)));
  return ends.flat().reduce((sum, { start, end }) => sum + end - start, 0);
};
