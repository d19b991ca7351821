import type { ConnectionHealth } from '@deskstream/app-audit';
import { openDataSource, readHealth, verifyConnection } from '@deskstream/app-audit';
import { auditSchemaOf } from '@deskstream/composition';
import type { OpenVendors } from '@deskstream/composition';
import type { Clock } from '@deskstream/kernel';
import type { ConnectionCheck, VendorConnection } from '@deskstream/port-vendor';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { failIfAny, MARKS, tellCheck } from './tell-checks';
import { workspaceOf } from './workspace-of';

export interface VerifyRequest {
  readonly workspace: string;
  /** Every connection of the workspace without it. */
  readonly vendor?: string;
  readonly by: string;
}

interface With {
  readonly clock: Clock;
  readonly vendors: Pick<OpenVendors, 'verifications'>;
}

/** Runs the named checks of connections, keeps the result in the log, and shows the lights beside it. */
export const verifyConnections = async (
  installation: Installation,
  output: Output,
  request: VerifyRequest,
  { clock, vendors: { verifications } }: With,
): Promise<void> => {
  const deps = { ...installation, clock, verifications };
  const dataSource = await openDataSource(installation.databaseUrl, auditSchemaOf(installation));
  try {
    const checks: ConnectionCheck[] = [];
    for (const connection of connectionsOf(installation, request)) {
      const { workspace, vendor } = connection;
      const { at, data } = await verifyConnection(deps, { workspace, vendor }, request.by);
      const health = await readHealth({ dataSource, clock, verifications }, connection);
      checks.push(...data.checks);
      output.value({ workspace, vendor, at, ...data, health });
      output.line(colours.bold(`${workspace} ${vendor}`));
      for (const check of data.checks) tellCheck(output, check);
      tellHealth(output, health);
    }
    failIfAny(checks);
  } finally {
    await dataSource.destroy();
  }
};

const connectionsOf = (
  { settings }: Installation,
  { workspace, vendor }: VerifyRequest,
): readonly VendorConnection[] => {
  const { connections } = workspaceOf(settings, workspace);
  const wanted = connections.filter((each) => vendor === undefined || each.vendor === vendor);
  if (wanted.length > 0) return wanted;
  const there = connections.map((each) => each.vendor).join(', ') || 'nothing';
  throw new CommandError(
    `Workspace ${workspace} is not connected to ${vendor ?? 'any vendor'}; it is connected to ${there}.`,
    EXIT.notFound,
  );
};

const tellHealth = (
  output: Output,
  { webhookUrl, topics, errorBudget }: ConnectionHealth,
): void => {
  const url = `webhook URL: ${webhookUrl.configured ?? webhookUrl.path}`;
  output.line(`  ${MARKS[webhookUrl.light]} ${url}`);
  if (webhookUrl.fix !== null) output.line(`      ${webhookUrl.fix}`);
  for (const { topic, light, hoursSinceLast } of topics.filter((each) => each.required))
    output.line(
      `  ${MARKS[light]} ${topic}: ${hoursSinceLast === null ? 'never seen' : `seen ${hoursSinceLast} h ago`}`,
    );
  if (errorBudget === null) return;
  const { errors, limit } = errorBudget.pause;
  output.line(
    `  ${MARKS[errorBudget.light]} errors in a row: ${errors} of ${limit} before a pause`,
  );
};
