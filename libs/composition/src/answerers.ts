import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import type { WorkspaceModel } from '@deskstream/adapter-ai-models';
import type { Clock, Logger } from '@deskstream/kernel';
import { InfraError } from '@deskstream/kernel';
import type { AnswererChoice, Answerers, DescribedAnswerer } from '@deskstream/platform-trials';
import { templatesOf } from '@deskstream/platform-trials';
import type { ModelSettings } from '@deskstream/port-settings';
import { openModels } from './models';
import type { Parts } from './open-parts';

type AnswererParts = Pick<Parts, 'pool' | 'schema' | 'settings'>;

interface OpenedBy {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How much of a workspace's budget of the day may be spent before this asks no more; 1 without it. */
  readonly budgetShare?: number;
}

export interface ChosenAnswerer extends DescribedAnswerer {
  /** `null`: answers of this workspace are extractive. */
  modelFor(workspace: string): WorkspaceModel | null;
  /** In place of the newest ones. */
  readonly prompts: ReturnType<typeof templatesOf>;
}

/** Who would answer a what-if or an evaluation, by the settings in force. */
export const openAnswerers = (parts: AnswererParts, by: OpenedBy): Answerers => ({
  describe: (choice) => chosenAnswerer(parts, by, choice),
});

/** WHAT_IF.PROMPT: a prompt that is none. WHAT_IF.PROMPT_NEEDS_MODEL: nobody would read it. */
export const chosenAnswerer = (
  parts: AnswererParts,
  by: OpenedBy,
  { model, workspace, prompts: given }: AnswererChoice,
): ChosenAnswerer => {
  const models = model === 'extractive' ? null : modelsOf(parts, by, model);
  const chosen = models?.modelFor(workspace) ?? null;
  const prompts = templatesOf(given);
  if (prompts !== undefined && chosen === null) throw promptWithoutModel(workspace);
  return {
    ...(chosen === null
      ? { name: createExtractiveAnswerer().name, costOf: null }
      : { name: chosen.model.name, costOf: (tokens) => chosen.costOf(tokens) }),
    modelFor: (name) => models?.modelFor(name) ?? null,
    prompts,
  };
};

/** The settings in force, with another model's name where one is given, and a share of the budget. */
const modelsOf = (parts: AnswererParts, by: OpenedBy, model: string) => {
  const changed = new Map<ModelSettings, ModelSettings>();
  const change = (settings: ModelSettings): ModelSettings => ({
    ...settings,
    ...(model === 'workspace' ? {} : { enabled: true, model }),
    budget: shareOf(settings.budget, by.budgetShare ?? 1),
  });
  const current: AnswererParts['settings']['current'] = (workspace) => {
    const settings = parts.settings.current(workspace);
    if (settings?.model === undefined) return settings;
    const other = changed.get(settings.model) ?? change(settings.model);
    changed.set(settings.model, other);
    return { ...settings, model: other };
  };
  return openModels({ ...parts, settings: { ...parts.settings, current } }, by);
};

const shareOf = (
  { tokensPerDay, costPerDay }: ModelSettings['budget'],
  share: number,
): ModelSettings['budget'] => ({
  tokensPerDay: tokensPerDay === null ? null : Math.floor(tokensPerDay * share),
  costPerDay: costPerDay === null ? null : costPerDay * share,
});

const promptWithoutModel = (workspace: string): InfraError =>
  new InfraError(
    'WHAT_IF.PROMPT_NEEDS_MODEL',
    `A prompt is read by a model, and workspace ${workspace} has none. Connect one, or name it with --model.`,
    false,
  );
