import { withCrm } from '@deskstream/composition';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { tellChecked } from './tell-checks';
import { workspaceOf } from './workspace-of';

const WITHIN_MS = 30_000;

/** Checks the CRM of a workspace apart from its help desks (S052). */
export const verifyCrmOf = async (
  { settings }: Pick<Installation, 'settings'>,
  output: Output,
  workspace: string,
): Promise<void> => {
  const { crm } = workspaceOf(settings, workspace);
  if (crm === undefined)
    throw new CommandError(
      `Workspace ${workspace} has no CRM. "crm:" in its settings names one; it is apart from the help desks.`,
      EXIT.notFound,
    );
  const checks = await withCrm(crm, (opened) => opened.verify(AbortSignal.timeout(WITHIN_MS)));
  tellChecked(output, { workspace, crm: crm.kind }, checks);
};
