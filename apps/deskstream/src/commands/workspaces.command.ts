import type { RunningSettings } from '@deskstream/platform-settings';
import { loadWorkspacesFile, seedWorkspaces } from '@deskstream/platform-settings';
import type { Output } from '../cli/output';

/** Makes the settings of these workspaces what the file says; each change is a new version. */
export const applyWorkspaces = async (
  settings: RunningSettings,
  output: Output,
  file: string,
): Promise<void> => {
  const applied = await seedWorkspaces(settings, loadWorkspacesFile(file));
  const rows = applied.map(({ workspace, version, connections }) => ({
    workspace,
    version,
    vendors: connections.map(({ vendor }) => vendor).join(', '),
  }));
  output.table(rows);
  for (const row of rows) output.value(row);
};
