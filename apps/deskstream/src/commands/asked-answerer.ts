import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import type { WorkspaceModel } from '@deskstream/adapter-ai-models';
import type {
  Answering,
  AskedAnswerer,
  AskedRun,
  KnowledgeTime,
  OpenAnswerer,
} from '@deskstream/app-audit';
import type { Generative } from '@deskstream/app-orchestrator';
import { answerAgain, sharedByAll } from '@deskstream/app-orchestrator';
import type { EmbeddingsConfig, OpenKnowledge } from '@deskstream/composition';
import { openKnowledge, openModels } from '@deskstream/composition';
import type { Answered } from '@deskstream/conversation-what-if';
import type { Clock, EpochMs, Logger } from '@deskstream/kernel';
import { InfraError, noLogger, noTelemetry, parsePartitionKey } from '@deskstream/kernel';
import type { Model } from '@deskstream/port-ai';
import type { Knowledge } from '@deskstream/port-knowledge';
import type { ModelSettings } from '@deskstream/port-settings';
import type { Installation } from '../installation/open-installation';
import { templatesOf } from './prompt-templates';

interface ArticlesConfig extends EmbeddingsConfig {
  readonly KNOWLEDGE_FOLDER?: string;
}

/**
 * Who answers as a reasoning run of this installation does: the same models, embeddings and articles. The
 * embeddings are opened with the first answerer and closed with the last.
 */
export const createAnswering = (
  installation: Installation,
  { clock, config }: { readonly clock: Clock; readonly config: ArticlesConfig },
): Answering => {
  const by = { clock, logger: noLogger };
  const standIn = config.KNOWLEDGE_FOLDER === undefined;
  const shared = sharedWhileUsed(() => openKnowledge(config, installation, by));
  return {
    open: async ({ model, workspace, prompts, knowledge: time }) => {
      const choices = model === 'extractive' ? null : modelsOf(installation, by, model);
      const choice = choices?.modelFor(workspace) ?? null;
      const templates = templatesOf(prompts);
      if (templates !== undefined && choice === null) throw promptWithoutModel(workspace);
      const { knowledge } = await shared.take();
      const parts = {
        ...installation,
        knowledge: sharedByAll(knowledge, { standIn }),
        time,
        clock,
      };
      const modelFor = (name: string) => choices?.modelFor(name) ?? null;
      return {
        ...askedOf({ ...parts, modelFor, ...(templates && { prompts: templates }) }),
        ...nameAndCost(choice),
        close: () => shared.giveBack(),
      };
    },
  };
};

const nameAndCost = (choice: WorkspaceModel | null): Pick<OpenAnswerer, 'name' | 'costOf'> =>
  choice === null
    ? { name: createExtractiveAnswerer().name, costOf: null }
    : { name: choice.model.name, costOf: (tokens) => choice.costOf(tokens) };

const promptWithoutModel = (workspace: string): InfraError =>
  new InfraError(
    'WHAT_IF.PROMPT_NEEDS_MODEL',
    `A prompt is read by a model, and workspace ${workspace} has none. Connect one, or name it with --model.`,
    false,
  );

const sharedWhileUsed = (open: () => Promise<OpenKnowledge>) => {
  let opened: Promise<OpenKnowledge> | null = null;
  let users = 0;
  return {
    take: (): Promise<OpenKnowledge> => {
      users += 1;
      opened ??= open();
      return opened;
    },
    giveBack: async (): Promise<void> => {
      users -= 1;
      if (users > 0) return;
      const last = await opened;
      opened = null;
      await last?.embedding.stop();
    },
  };
};

interface AnswererParts extends Pick<Installation, 'log' | 'index'> {
  readonly knowledge: Knowledge;
  /** Now without it. */
  readonly time?: KnowledgeTime;
  readonly prompts?: Generative['prompts'];
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
        {
          ...parts,
          knowledge: knowledgeAt(parts.knowledge, timeFor(parts.time, ask)),
          ...{ answerer, telemetry: noTelemetry, choice },
        },
        { key, runId: ask.runId, events: ask.events, recorded, signal, prompts: parts.prompts },
      );
      return { ...finish, tookMs: parts.clock.now() - began };
    },
  };
};

/** A run reads its articles when it is asked for. */
const timeFor = (time: KnowledgeTime = 'now', { events }: AskedRun['ask']): EpochMs | null => {
  if (time === 'now') return null;
  return time === 'recorded' ? (events.at(-1)?.at ?? null) : time;
};

const knowledgeAt = (knowledge: Knowledge, at: EpochMs | null): Knowledge =>
  at === null
    ? knowledge
    : { ...knowledge, retrieve: (query) => knowledge.retrieve({ ...query, at }) };

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
