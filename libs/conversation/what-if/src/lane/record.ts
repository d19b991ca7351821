import type { ConversationInput, EventType, RecordedEvent } from '@deskstream/conversation-domain';
import type { ReplayedDecision } from '../replay/replay-decisions';
import { significantText } from './significant';

/** A request of the recorded log, and what came of it. */
export interface RecordedRequest {
  readonly id: string;
  readonly at: number;
  /** Type and content: what makes another lane's request the same one. */
  readonly sameness: string;
  /** The report, answer or firing that it had, if any. */
  readonly reaction: { readonly input: ConversationInput; readonly place: number } | null;
}

/** What a diverged lane takes from the record. */
export interface SessionRecord {
  readonly requests: readonly RecordedRequest[];
  /** Ids that the vendor knows the AI by in this conversation. */
  readonly aiIds: ReadonlySet<string>;
}

export const REQUESTS: ReadonlySet<EventType> = new Set([
  'TimerSet',
  'ReasoningRequested',
  'ReplyRequested',
  'SuggestionRequested',
  'NoteRequested',
  'TagRequested',
  'ContactRequested',
  'TicketRequested',
  'TicketUpdateRequested',
  'HandoffMessageRequested',
  'UnassignRequested',
  'AssignRequested',
  'ReadRequested',
  'ProfileRequested',
  'ArchiveRequested',
  'RedriveRequested',
]);

export const recordOf = (decisions: readonly ReplayedDecision[]): SessionRecord => {
  const reactions = reactionsIn(decisions);
  const events = decisions.flatMap(({ entries }) => entries.map(({ event }) => event));
  return {
    requests: events
      .filter(({ type }) => REQUESTS.has(type))
      .map((event) => ({
        id: event.id,
        at: event.at,
        sameness: samenessOf(event),
        reaction: reactions.get(event.id) ?? null,
      })),
    aiIds: new Set(events.flatMap(aiIdIn)),
  };
};

/** A timer is the same when it runs as long; it may be set at another time. */
export const samenessOf = (event: RecordedEvent): string =>
  event.type === 'TimerSet'
    ? `TimerSet ${event.data.name} ${event.data.dueAt - event.at}`
    : `${event.type} ${significantText(event)}`;

const reactionsIn = (decisions: readonly ReplayedDecision[]) => {
  const reactions = new Map<string, { input: ConversationInput; place: number }>();
  decisions.forEach(({ input, entries }, place) => {
    const request = input === null ? null : requestOf(input);
    if (input !== null && request !== null && entries[0].event.type !== 'InputIgnored')
      reactions.set(request, { input, place });
  });
  return reactions;
};

/** The request that an input reports on; `null` for what the world does by itself. */
const requestOf = (input: ConversationInput): string | null => {
  if (input.type === 'TimerDue') return input.data.timerId;
  if (input.type === 'ReasoningFinished') return input.data.runId;
  return input.type === 'DispatchReported' ? input.data.commandId : null;
};

const aiIdIn = (event: RecordedEvent): readonly string[] => {
  const owner =
    event.type === 'AssigneeChanged'
      ? event.data.assignee
      : event.type === 'CustomerMessageReceived'
        ? event.data.ownership?.assignee
        : undefined;
  return owner?.kind === 'ai' ? [owner.id] : [];
};
