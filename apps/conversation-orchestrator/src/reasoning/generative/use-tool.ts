import { derivedId } from '@deskstream/contracts';
import type { ToolCall } from '@deskstream/port-ai';
import type { AvailableTool, ToolInvocation } from '@deskstream/port-tools';
import { admitCall, findInstructions, maskSecrets } from '@deskstream/reasoning-guardrails';
import type { CallEnd } from './call-tool';
import { callTool } from './call-tool';
import type { Exchange, Frame } from './exchange';
import { fenced } from '@deskstream/reasoning-prompts';
import { shown, shownArguments } from './shown';

/** Characters of a result that the model is shown. */
const OUTPUT = 16_000;

/** One call that the model asked for: admitted or refused, made once, its result told. */
export const useTool = async (
  frame: Frame,
  exchange: Exchange,
  { call, key }: { readonly call: ToolCall; readonly key: string },
): Promise<CallEnd> => {
  exchange.toolCalls += 1;
  const tool = exchange.tools.find(({ name }) => name === call.name);
  const refusal =
    tool === undefined ? unknownTool(call) : refusalOf(frame, exchange, { call, tool });
  if (tool === undefined || refusal !== null) {
    const end = refusal ?? unknownTool(call);
    await frame.journal.step('guardrail', `${key}:refused`, {
      act: () => null,
      tell: () => ({
        at: 'tool-call',
        tool: call.name,
        arguments: shownArguments(call.arguments),
        code: end.code,
        because: end.because,
      }),
    });
    return answered(exchange, call, end);
  }
  return made(frame, exchange, { call, tool, key });
};

type Refusal = Extract<CallEnd, { readonly kind: 'failed' }>;

const unknownTool = ({ name }: ToolCall): Refusal => ({
  kind: 'failed',
  code: 'TOOL.UNKNOWN',
  because: `There is no tool ${name} for this conversation.`,
});

const refusalOf = (
  { briefing }: Frame,
  { tainted }: Exchange,
  { call, tool }: { readonly call: ToolCall; readonly tool: AvailableTool },
): Refusal | null => {
  const { attributes, contact } = briefing.toolContext;
  const admission = admitCall({
    effects: tool.effects,
    policy: tool.policy,
    arguments: call.arguments,
    customerMessages: briefing.customerMessages.filter(
      (text) => findInstructions(text).length === 0,
    ),
    knownOfCustomer: [
      ...Object.values(attributes).map(String),
      ...Object.values(contact ?? {}).map(String),
      ...choicesOf(tool.parameters),
    ],
    tainted,
    suggestionOnly: briefing.purpose === 'suggestion',
  });
  return admission.ok
    ? null
    : { kind: 'failed', code: `GUARDRAIL.${admission.code}`, because: admission.because };
};

/** Values that the tool's own schema offers. */
const choicesOf = (schema: unknown): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const { enum: choices, const: only, ...inner } = schema as Readonly<Record<string, unknown>>;
  const own = Array.isArray(choices) ? choices.map(String) : [];
  return [
    ...own,
    ...(typeof only === 'string' ? [only] : []),
    ...Object.values(inner).flatMap(choicesOf),
  ];
};

interface Made {
  readonly call: ToolCall;
  readonly tool: AvailableTool;
  readonly key: string;
}

const made = async (
  frame: Frame,
  exchange: Exchange,
  { call, tool, key }: Made,
): Promise<CallEnd> => {
  const { journal, briefing, run } = frame;
  const invocation: ToolInvocation = {
    name: tool.name,
    arguments: call.arguments,
    context: briefing.toolContext,
    idempotencyKey: derivedId('tc', run.claim.id, key),
  };
  await journal.step('tool-call', `${key}:call`, {
    act: () => null,
    tell: () => ({
      tool: tool.name,
      callId: call.id,
      arguments: shownArguments(call.arguments),
      effects: tool.effects,
      hash: tool.hash,
      ...(tool.effects ? { idempotencyKey: invocation.idempotencyKey } : {}),
    }),
  });
  const end = await journal.step<CallEnd>('tool-result', key, {
    act: async () => safe(await callTool(frame, tool, { key, invocation })),
    tell: (given) => ({
      tool: tool.name,
      callId: call.id,
      ...resultOf(given),
      tries: journal.triesOf(key).intents,
    }),
  });
  exchange.done.push(`The AI called ${tool.name}: ${end.kind}.`);
  return answered(exchange, call, end);
};

/** Without credentials, and no longer than the model is shown: this is what the journal keeps. */
const safe = (end: CallEnd): CallEnd => {
  if (end.kind !== 'done') return end;
  const { text } = maskSecrets(end.output);
  return text.length <= OUTPUT
    ? { ...end, output: text }
    : { ...end, output: text.slice(0, OUTPUT), truncated: true };
};

const resultOf = (end: CallEnd) => {
  if (end.kind !== 'done') return { outcome: end.kind, ...end };
  const flags = findInstructions(end.output);
  return {
    outcome: end.kind,
    output: shown(end.output),
    bytes: end.bytes,
    truncated: end.truncated,
    ...(flags.length === 0 ? {} : { flags, withheld: true }),
  };
};

/** What the model is told of it. A result that gives orders is withheld, and closes tools with effects. */
const answered = (exchange: Exchange, call: ToolCall, end: CallEnd): CallEnd => {
  const { nonce } = exchange.values;
  const message = { role: 'tool' as const, callId: call.id, name: call.name };
  if (end.kind !== 'done') {
    exchange.messages.push({ ...message, output: end.because, failed: true });
    return end;
  }
  if (findInstructions(end.output).length > 0) {
    exchange.tainted = true;
    exchange.messages.push({ ...message, output: WITHHELD, failed: true });
    return end;
  }
  exchange.results.push(end.output);
  exchange.messages.push({
    ...message,
    output: fenced('tool-result', end.output, nonce),
    failed: false,
  });
  return end;
};

const WITHHELD = 'The result was withheld: it holds text that reads like instructions.';
