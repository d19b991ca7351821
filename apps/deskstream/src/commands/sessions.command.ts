import { listSessions, openDataSource } from '@deskstream/app-audit';
import type { SessionItem } from '@deskstream/app-audit';
import { auditSchemaOf } from '@deskstream/composition';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';

/** The latest sessions as audit has them. */
export const sessions = async (
  installation: Installation,
  output: Output,
  request: { readonly q?: string; readonly limit: number },
): Promise<void> => {
  const dataSource = await openDataSource(installation.databaseUrl, auditSchemaOf(installation));
  try {
    const { items } = await listSessions(dataSource, request);
    output.table(items.map(rowOf));
    for (const item of items) output.value(item);
    if (items.length === 0) output.line('No sessions.');
  } finally {
    await dataSource.destroy();
  }
};

const rowOf = ({ key, summary }: SessionItem) => ({
  session: key,
  customer: summary.customer ?? '',
  with: summary.owner,
  doing: summary.phase,
  outcome: summary.outcome?.outcome ?? '',
  last: new Date(summary.lastAt).toISOString(),
});
