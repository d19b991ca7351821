import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import type { Answered } from '@deskstream/conversation-what-if';
import type { Clock, EpochMs } from '@deskstream/kernel';
import { noTelemetry, parsePartitionKey } from '@deskstream/kernel';
import type { AskedAnswerer, AskedRun, KnowledgeTime } from '@deskstream/platform-trials';
import type { EventLog } from '@deskstream/port-event-log';
import type { Knowledge } from '@deskstream/port-knowledge';
import type { StreamIndex } from '@deskstream/port-stream-index';
import { answerAgain } from '../reasoning/answer-again';
import type { Generative, ModelChoice } from '../reasoning/generative/generative';

interface AnswererParts {
  readonly log: EventLog;
  readonly index: StreamIndex;
  readonly knowledge: Knowledge;
  /** Now without it. */
  readonly time?: KnowledgeTime;
  readonly prompts?: Generative['prompts'];
  readonly clock: Clock;
  modelFor(workspace: string): ModelChoice | null;
}

/** Answers a run of a what-if as a reasoning run would: nothing is told, no tool is called. */
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
