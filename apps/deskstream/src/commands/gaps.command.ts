import type { FoundGaps } from '@deskstream/app-gap-finder';
import { findGaps } from '@deskstream/app-gap-finder';
import type { OpenVendors } from '@deskstream/composition';
import type { Clock } from '@deskstream/kernel';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import type { VendorConnection } from '@deskstream/port-vendor';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { workspaceOf } from './workspace-of';

export interface GapsRequest {
  readonly workspace: string;
  /** How long ago (ms); without it from where the last check ended. */
  readonly since?: number;
  readonly dryRun: boolean;
  readonly by: string;
}

interface With {
  readonly clock: Clock;
  readonly vendors: Pick<OpenVendors, 'apis' | 'feeds'>;
}

/** Compares each connection of a workspace with its help desk, and asks for what is missing in the log. */
export const gaps = async (
  installation: Installation,
  output: Output,
  request: GapsRequest,
  { clock, vendors }: With,
): Promise<void> => {
  const platform = { clock, logger: noLogger, telemetry: noTelemetry };
  const deps = { ...installation, ...platform, feeds: vendors.feeds, vendors: vendors.apis };
  const since = request.since === undefined ? {} : { since: clock.now() - request.since };
  let unreadable = 0;
  for (const connection of workspaceOf(installation.settings, request.workspace).connections) {
    const { by, dryRun } = request;
    const found = await findGaps(deps, { connection, by, dryRun, ...since });
    tell(output, connection, found, dryRun);
    unreadable += found.finished.result === 'unreadable' ? 1 : 0;
  }
  if (unreadable > 0)
    throw new CommandError(`${unreadable} of the help desks could not be read.`, EXIT.unhealthy);
};

const tell = (
  output: Output,
  { workspace, vendor }: VendorConnection,
  { finished, suspects, before }: FoundGaps,
  dryRun: boolean,
): void => {
  output.value({ workspace, vendor, dryRun, ...finished, suspects, before });
  output.line(colours.bold(`${workspace} ${vendor}: ${finished.result}`));
  if (finished.detail !== undefined) output.line(`  ${finished.detail}`);
  output.line(`  last check  ${before === null ? 'never' : new Date(before.at).toISOString()}`);
  output.line(`  from        ${new Date(finished.since).toISOString()}`);
  output.line(`  reached     ${new Date(finished.reached).toISOString()}`);
  const { listed, compared, busy } = finished;
  output.line(`  changed ${listed}, read ${compared}, under way ${busy}`);
  for (const { conversation, messages } of suspects)
    output.line(`  ${conversation}: ${messages} missing${dryRun ? '' : '; the log asks for them'}`);
};
