import {
  checkpointOf,
  openDataSource,
  projectionDigest,
  PROJECTIONS,
  rebuildProjections,
} from '@deskstream/app-audit';
import { auditSchemaOf } from '@deskstream/composition';
import { until } from '@deskstream/testing-harness';
import type { ProjectionDigests } from '@deskstream/testing-simulation';
import type { Installation } from './installation';
import { unread } from './observe';

/** Audit's tables as its processes kept them, once they have read everything, and as a second build makes them. */
export const projectionsOf = async (
  { parts, database, services }: Installation,
  timeoutMs: number,
): Promise<readonly ProjectionDigests[]> => {
  const dataSource = await openDataSource(database.url, auditSchemaOf(parts));
  const behind = async (): Promise<number> => {
    let count = 0;
    for (const projection of PROJECTIONS)
      count += await unread(parts.log, projection.topic, (partition) =>
        checkpointOf({ dataSource }, projection, partition),
      );
    return count;
  };
  try {
    await until(async () => (await behind()) === 0, {
      timeoutMs,
      describe: () => 'audit has not read everything',
    });
    const audits = services.filter(({ spec }) => spec.app === 'audit');
    await Promise.all(audits.map((audit) => audit.kill('SIGTERM')));
    const kept = await projectionDigest(dataSource);
    await rebuildProjections({ log: parts.log, dataSource });
    return [{ name: 'audit', kept, rebuilt: await projectionDigest(dataSource) }];
  } finally {
    await dataSource.destroy();
  }
};
