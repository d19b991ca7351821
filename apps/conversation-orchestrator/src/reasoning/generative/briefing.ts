import type { Company, Conversation, RecordedEvent } from '@deskstream/conversation-domain';
import { conversationDecider, newConversation } from '@deskstream/conversation-domain';
import { fold, parsePartitionKey } from '@deskstream/kernel';
import type { PartitionKey } from '@deskstream/kernel';
import type { Turn } from '@deskstream/port-ai';
import type { ToolContext } from '@deskstream/port-tools';
import { contextOf } from '../context-of';

/** What the log knows when a run begins. */
export interface Briefing {
  readonly turns: readonly Turn[];
  /** The customer and the conversation, a line each; data, not instructions. */
  readonly facts: readonly string[];
  /** What happened between people and the AI, and what tools did before, oldest first. */
  readonly history: readonly string[];
  /** What the customer wrote since people last had the conversation. */
  readonly customerMessages: readonly string[];
  readonly toolContext: ToolContext;
  readonly purpose: 'reply' | 'suggestion';
}

/** Replays the log; asks nobody. */
export const briefingOf = (
  events: readonly RecordedEvent[],
  { key, runId }: { readonly key: PartitionKey; readonly runId: string },
): Briefing => {
  const state = fold(conversationDecider, newConversation, events);
  const since = events.findLastIndex(({ type }) => BOUNDARIES.has(type));
  return {
    turns: contextOf(events),
    facts: factsOf(state, companiesOf(events)),
    history: events.flatMap(historyOf).slice(-HISTORY),
    customerMessages: contextOf(events.slice(since + 1))
      .filter(({ role }) => role === 'customer')
      .map(({ text }) => text),
    toolContext: toolContextOf(key, state),
    purpose: events.flatMap((event) => purposeOf(event, runId)).at(-1) ?? 'reply',
  };
};

/** Approximately: about four bytes of UTF-8 make a token, whatever the model's own count. */
export const tokensOf = (text: string): number =>
  Math.ceil(new TextEncoder().encode(text).length / 4);

const HISTORY = 12;
const BOUNDARIES: ReadonlySet<RecordedEvent['type']> = new Set([
  'HandoffConfirmed',
  'HandedBackToAi',
]);

const companiesOf = (events: readonly RecordedEvent[]): readonly Company[] =>
  events.findLast((event) => event.type === 'ProfileRead')?.data.companies ?? [];

const factsOf = (state: Conversation, companies: readonly Company[]): readonly string[] => [
  `Channel: ${state.channel ?? 'unknown'}`,
  ...lineOf('Customer', state.contact?.name),
  ...lineOf('E-mail', state.contact?.email),
  ...lineOf('Telephone', state.contact?.phone),
  ...Object.entries(state.attributes).map(([name, { value }]) => `${name}: ${String(value)}`),
  ...companies.flatMap(({ name, attributes = {} }) => [
    `Company: ${name}`,
    ...Object.entries(attributes).map(([label, value]) => `Company ${label}: ${String(value)}`),
  ]),
];

const lineOf = (label: string, value: string | undefined): readonly string[] =>
  value === undefined || value === '' ? [] : [`${label}: ${value}`];

const historyOf = (event: RecordedEvent): readonly string[] => {
  if (event.type === 'HandoffRequested')
    return [`The AI handed the conversation to people (${event.data.cause}).`];
  if (event.type === 'HandedBackToAi') return [handedBack(event.data.reason)];
  return event.type === 'ReasoningStepRecorded' && event.data.kind === 'tool-result'
    ? toolLine(event.data.detail)
    : [];
};

const handedBack = (reason?: string): string =>
  `People handed the conversation back to the AI${reason === undefined ? '' : `: ${reason}`}.`;

const toolLine = (detail: unknown): readonly string[] => {
  const { tool, outcome } = detail as { readonly tool?: string; readonly outcome?: string };
  return tool === undefined ? [] : [`The tool ${tool} was called: ${outcome ?? 'unknown'}.`];
};

const toolContextOf = (key: PartitionKey, state: Conversation): ToolContext => {
  const { workspace = '', vendor = '', conversation = '' } = parsePartitionKey(key) ?? {};
  const attributes = Object.fromEntries(
    Object.entries(state.attributes).map(([name, { value }]) => [name, value]),
  );
  const { channel, contact } = state;
  return { workspace, vendor, conversation, channel, contact, attributes };
};

const purposeOf = (event: RecordedEvent, runId: string) =>
  event.type === 'ReasoningRequested' && event.id === runId ? [event.data.purpose ?? 'reply'] : [];
