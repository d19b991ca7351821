import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import type { AskedAnswerer, AskedRun } from '@deskstream/app-audit';
import { answerAgain, sharedByAll } from '@deskstream/app-orchestrator';
import { openKnowledge, openModels } from '@deskstream/composition';
import type { Answered } from '@deskstream/conversation-what-if';
import type { Clock, Logger } from '@deskstream/kernel';
import { noLogger, noTelemetry, parsePartitionKey } from '@deskstream/kernel';
import { loadConfig } from '@deskstream/platform-config';
import type { Model } from '@deskstream/port-ai';
import type { Knowledge } from '@deskstream/port-knowledge';
import type { ModelSettings } from '@deskstream/port-settings';
import { DeskstreamConfig } from '../config';
import type { Installation } from '../installation/open-installation';

export interface OpenAnswerer extends AskedAnswerer {
  /** Answers of a model cost money; `null`: these cost nothing. Millionths of the currency, or `null` without a price. */
  readonly costOf: ((tokens: Tokens) => number | null) | null;
  close(): Promise<void>;
}

export interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface AnswererChoice {
  /** `extractive`: without a model. `workspace`: as its settings say. Else this model, at the workspace's provider. */
  readonly model: string;
  /** Whose settings name the provider. */
  readonly workspace: string;
}

/** What a reasoning run of this installation would ask, on the articles as they are now. */
export const openAnswerer = async (
  installation: Installation,
  clock: Clock,
  { model, workspace }: AnswererChoice,
): Promise<OpenAnswerer> => {
  const opened = { clock, logger: noLogger };
  const config = loadConfig(DeskstreamConfig, process.env);
  const { knowledge, embedding } = await openKnowledge(config, installation, opened);
  const parts = { ...installation, knowledge: sharedByAll(knowledge), clock };
  const choices = model === 'extractive' ? null : modelsOf(installation, opened, model);
  const choice = choices?.modelFor(workspace) ?? null;
  return {
    ...askedOf({ ...parts, modelFor: (name) => choices?.modelFor(name) ?? null }),
    name: choice?.model.name ?? createExtractiveAnswerer().name,
    costOf: choice === null ? null : (tokens) => choice.costOf(tokens),
    close: () => embedding.stop(),
  };
};

interface AnswererParts extends Pick<Installation, 'log' | 'index'> {
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  modelFor(workspace: string): ModelFor | null;
}

interface ModelFor {
  readonly model: Model;
  readonly maxOutputTokens: number;
  readonly contextTokens: number;
}

export const askedOf = (parts: AnswererParts): AskedAnswerer => {
  const answerer = createExtractiveAnswerer();
  return {
    name: answerer.name,
    answer: async ({ key, ask, recorded }: AskedRun, signal): Promise<Answered> => {
      const began = parts.clock.now();
      const choice = parts.modelFor(parsePartitionKey(key)?.workspace ?? '');
      const finish = await answerAgain(
        { ...parts, answerer, telemetry: noTelemetry, choice },
        { key, runId: ask.runId, events: ask.events, recorded, signal },
      );
      return { ...finish, tookMs: parts.clock.now() - began };
    },
  };
};

interface OpenedBy {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The settings in force, with another model's name where one is given. */
const modelsOf = (installation: Installation, opened: OpenedBy, model: string) => {
  const renamed = new Map<ModelSettings, ModelSettings>();
  const settings: Pick<Installation['settings'], 'current'> = {
    current: (name) => {
      const current = installation.settings.current(name);
      if (current?.model === undefined || model === 'workspace') return current;
      const other = renamed.get(current.model) ?? { ...current.model, enabled: true, model };
      renamed.set(current.model, other);
      return { ...current, model: other };
    },
  };
  return openModels(
    { ...installation, settings: { ...installation.settings, ...settings } },
    opened,
  );
};
