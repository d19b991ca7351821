import { InfraError } from '@deskstream/kernel';
import type { WorkspaceSettings } from '@deskstream/port-settings';
import type { RunningSettings } from './start-settings';
import type { WorkspaceDraft } from './draft/workspace-draft';
import { describeProblems } from './draft/problem';

/** Idempotent: a workspace whose content is there already gets no new version. */
export const seedWorkspaces = async (
  settings: Pick<RunningSettings, 'put'>,
  drafts: readonly WorkspaceDraft[],
  changedBy = 'seed',
): Promise<readonly WorkspaceSettings[]> => {
  const seeded: WorkspaceSettings[] = [];
  for (const draft of drafts) {
    const outcome = await settings.put(draft, { changedBy, reason: 'seeded' });
    if (outcome.kind === 'refused')
      throw new InfraError(
        'SETTINGS.INVALID',
        `Workspace ${draft.workspace}: ${describeProblems(outcome.problems)}`,
        false,
      );
    if (outcome.kind !== 'conflict') seeded.push(outcome.settings);
  }
  return seeded;
};
