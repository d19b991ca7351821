import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import { createModel, withRetries } from '@deskstream/adapter-ai-models';
import type { ModelOptions } from '@deskstream/adapter-ai-models';
import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { answerAgain } from '@deskstream/app-orchestrator';
import type { RecordedEvent } from '@deskstream/conversation-domain';
import { messageOf, noTelemetry, partitionKey, systemClock } from '@deskstream/kernel';
import type { Answerer, Draft, Model, Turn } from '@deskstream/port-ai';

/** What a model took for all questions. */
export interface Spent {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Questions that it failed, which the product hands off. */
  failed: number;
}

/**
 * A model as the product asks it: each question becomes a session, and the whole run (context, draft, judgement,
 * guardrails) answers it from the passages found. It has no tools; its limits are the product's defaults.
 */
export const createModelAnswerer = (
  options: ModelOptions,
  spent: Spent,
  say: (line: string) => void,
): Answerer => {
  const extractive = createExtractiveAnswerer();
  const model = counting(withRetries(createModel(options), { clock: systemClock }), spent);
  const deps = {
    ...{ log: createMemoryEventLog({ clock: systemClock }), index: createMemoryStreamIndex() },
    ...{ clock: systemClock, telemetry: noTelemetry, answerer: extractive },
    choice: { model, maxOutputTokens: 1_024, contextTokens: 32_000 },
  };
  return {
    ...extractive,
    name: model.name,
    answer: async ({ turns, passages }, signal) => {
      const events = sessionOf(turns);
      const knowledge = { retrieve: () => Promise.resolve(passages) };
      const run = { key: KEY, runId: RUN, events, recorded: events, signal };
      try {
        const { result } = await answerAgain({ ...deps, knowledge }, run);
        return draftOf(result);
      } catch (error) {
        spent.failed += 1;
        say(`no answer to "${turns.at(-1)?.text.slice(0, 60) ?? ''}": ${messageOf(error)}`);
        return failed(messageOf(error));
      }
    },
  };
};

const RUN = 'run';
const KEY = partitionKey({ workspace: 'eval', vendor: 'eval', conversation: 'question' });

type Result = Awaited<ReturnType<typeof answerAgain>>['result'];

const draftOf = (result: Result): Draft => {
  if (result.kind === 'unsure') return { ...result, because: result.cause };
  return result.kind === 'failed' ? failed(result.because) : result;
};

const failed = (because: string): Draft => ({
  ...{ kind: 'unsure', cause: 'reasoning-failed', confidence: 0 },
  because,
});

const counting = (model: Model, spent: Spent): Model => ({
  ...model,
  complete: async (request, options) => {
    const reply = await model.complete(request, options);
    spent.calls += 1;
    spent.inputTokens += reply.usage.inputTokens;
    spent.outputTokens += reply.usage.outputTokens;
    return reply;
  },
});

/** The log as it stands when the run is asked for: what was said, then the request. */
const sessionOf = (turns: readonly Turn[]): readonly RecordedEvent[] => [
  ...turns.flatMap(eventsOf),
  { id: RUN, at: turns.length, type: 'ReasoningRequested', data: { messageIds: [] } },
];

const eventsOf = ({ role, text }: Turn, at: number): readonly RecordedEvent[] => {
  const messageId = `message-${at}`;
  if (role === 'customer')
    return [
      {
        ...{ id: messageId, at, type: 'CustomerMessageReceived' },
        data: {
          ...{ messageId, text, author: { id: 'customer' }, attachments: [], vendorAt: at },
          ...{ channel: 'web', startedBy: 'customer' },
        },
      },
    ];
  const commandId = `reply-${at}`;
  return [
    {
      ...{ id: commandId, at, type: 'ReplyRequested' },
      data: { messageIds: [], text, confidence: 1, sources: [] },
    },
    {
      ...{ id: `delivered-${at}`, at, type: 'ReplyDelivered' },
      data: { commandId, attempts: 1, vendorMessageId: messageId, foundByReadBack: false },
    },
  ];
};
