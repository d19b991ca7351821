import { verifyModel } from '@deskstream/adapter-ai-models';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { tellChecked } from './tell-checks';
import { workspaceOf } from './workspace-of';

const WITHIN_MS = 180_000;

/** Asks the model of a workspace what answering needs; costs some hundred tokens, outside its budget. */
export const verifyModelOf = async (
  { settings }: Pick<Installation, 'settings'>,
  output: Output,
  workspace: string,
): Promise<void> => {
  const { model } = workspaceOf(settings, workspace);
  if (model === undefined)
    throw new CommandError(
      `Workspace ${workspace} has no language model: its answers are extractive. "model:" in its settings names one.`,
      EXIT.notFound,
    );
  const checks = await verifyModel(model, AbortSignal.timeout(WITHIN_MS));
  tellChecked(output, { workspace, model: `${model.provider}/${model.model}` }, checks);
};
