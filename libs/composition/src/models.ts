import type { WorkspaceModel } from '@deskstream/adapter-ai-models';
import { modelsOfSettings } from '@deskstream/adapter-ai-models';
import { createPostgresModelBudget } from '@deskstream/adapter-stores-postgres';
import type { Clock, Logger, Telemetry } from '@deskstream/kernel';
import { hasCode, messageOf } from '@deskstream/kernel';
import type { ModelBudget } from '@deskstream/port-ai';
import type { Parts } from './open-parts';

export interface OpenModels {
  /** `null`: the workspace has none, and its answers are extractive. */
  modelFor(workspace: string): WorkspaceModel | null;
  readonly budget: ModelBudget;
}

/** The models of the workspaces, with one budget for all processes on the same database. */
export const openModels = (
  { pool, schema, settings }: Pick<Parts, 'pool' | 'schema' | 'settings'>,
  {
    clock,
    logger,
    telemetry,
  }: { readonly clock: Clock; readonly logger: Logger; readonly telemetry?: Telemetry },
): OpenModels => {
  const budget = createPostgresModelBudget({ pool, schema });
  const modelFor = modelsOfSettings(settings, {
    budget,
    clock,
    ...(telemetry && { telemetry }),
    onFallback: (workspace, from, to, error) => {
      const limited = hasCode(error, 'MODEL.RATE_LIMITED');
      logger.warn(
        { workspace, from, to, limited, error: messageOf(error) },
        'the fallback model is asked',
      );
    },
  });
  return { modelFor, budget };
};
