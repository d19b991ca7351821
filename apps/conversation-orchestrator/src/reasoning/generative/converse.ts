import type { ToolCall, ToolSpec } from '@deskstream/port-ai';
import { askModel } from './ask-model';
import { cited } from './cited';
import type { CallEnd } from './call-tool';
import type { Exchange, Frame } from './exchange';
import { judgeDraft } from './judge-draft';
import type { Outcome } from './outcome';
import { unsure } from './outcome';
import { answerTemplate } from './answer-template';
import { answerPrompt } from '@deskstream/reasoning-prompts';
import { useTool } from './use-tool';
import { maskSecrets } from '@deskstream/reasoning-guardrails';

/** Model and tools in turn, until there is a draft, a reason to stop, or a limit. */
export const converse = async (frame: Frame, exchange: Exchange): Promise<Outcome> => {
  const prompt = answerPrompt(exchange.values, answerTemplate(frame, exchange));
  exchange.messages.push(...prompt.messages);
  for (;;) {
    const limit = limitReached(frame, exchange);
    if (limit !== null) return stopped(frame, limit);
    const round = exchange.modelCalls;
    const reply = await askModel(frame, exchange, {
      key: `model-${round}`,
      prompt,
      request: { messages: [...exchange.messages], tools: specsOf(exchange) },
    });
    exchange.messages.push({ role: 'assistant', text: reply.text, toolCalls: reply.toolCalls });
    if (reply.toolCalls.length === 0) return draftOf(frame, exchange, reply.text);
    const end = await useTools(frame, exchange, { calls: reply.toolCalls, round });
    if (end !== null) return end;
  }
};

/** Ours, not the workspace's: always there, and it has no effect but to end the run. */
const HAND_OVER: ToolSpec = {
  name: 'hand_over_to_person',
  description: 'Ends your work and passes the conversation to a person of the support team.',
  parameters: {
    type: 'object',
    properties: { reason: { type: 'string' } },
    required: ['reason'],
    additionalProperties: false,
  },
};

const specsOf = ({ tools }: Exchange): readonly ToolSpec[] => [
  HAND_OVER,
  ...tools.map(({ name, description, parameters }) => ({ name, description, parameters })),
];

const useTools = async (
  frame: Frame,
  exchange: Exchange,
  { calls, round }: { readonly calls: readonly ToolCall[]; readonly round: number },
): Promise<Outcome | null> => {
  for (const [index, call] of calls.entries()) {
    if (call.name === HAND_OVER.name) return handOver(call.arguments);
    if (exchange.toolCalls >= frame.limits.toolCalls)
      return stopped(frame, `${frame.limits.toolCalls} tool calls`);
    const end = await useTool(frame, exchange, { call, key: `tool-${round}-${index}` });
    const doubt = doubtOf(end);
    if (doubt !== null) return doubt;
  }
  return null;
};

const doubtOf = (end: CallEnd): Outcome | null =>
  end.kind === 'in-doubt' ? unsure('tool-in-doubt', end.because) : null;

const handOver = (args: unknown): Outcome => {
  const reason =
    typeof args === 'object' && args !== null && 'reason' in args ? String(args.reason) : '';
  return unsure('low-confidence', `the model asked for a person: ${reason.slice(0, 400)}`);
};

const limitReached = (
  { limits, journal }: Frame,
  { modelCalls, tokens }: Exchange,
): string | null => {
  if (modelCalls >= limits.modelCalls) return `${limits.modelCalls} model calls`;
  if (tokens >= limits.tokens) return `${limits.tokens} tokens`;
  return journal.spentMs >= limits.seconds * 1_000 ? `${limits.seconds} s` : null;
};

const stopped = async ({ journal }: Frame, limit: string): Promise<Outcome> => {
  await journal.step('guardrail', 'limit', {
    act: () => null,
    tell: () => ({ at: 'limit', code: 'RUN.LIMIT', because: limit }),
  });
  return unsure('run-limit', `the run reached its limit of ${limit}`);
};

const draftOf = async (frame: Frame, exchange: Exchange, said: string): Promise<Outcome> => {
  const draft = cited(said, exchange.passages);
  await frame.journal.step('draft', 'draft', {
    act: () => null,
    tell: () => ({
      answerer: frame.choice.model.name,
      kind: 'answer',
      ...draft,
      text: maskSecrets(draft.text).text,
    }),
  });
  return draft.text === ''
    ? unsure('low-confidence', 'the model said nothing')
    : judgeDraft(frame, exchange, draft);
};
