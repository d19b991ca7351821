import type { RecordedEvent } from '@deskstream/conversation-domain';
import { answeredByAi, answeredByPerson, asked } from './answers';
import type { HandoffFact, Holder, SessionFacts } from './session-facts';

/** Takes events in order; one that was taken already (`seq`) changes nothing. */
export const measure = (
  facts: SessionFacts,
  { seq, event }: { readonly seq: number; readonly event: RecordedEvent },
): SessionFacts => {
  if (seq <= facts.seq) return facts;
  const timed = tick(facts, event);
  return { ...timed, ...changeOf(timed, event), seq };
};

type Change = Partial<SessionFacts>;
type Of<K extends RecordedEvent['type']> = Extract<RecordedEvent, { type: K }>;

const changeOf = (facts: SessionFacts, event: RecordedEvent): Change => {
  const change = CHANGES[event.type] as
    ((facts: SessionFacts, event: RecordedEvent) => Change) | undefined;
  return change?.(facts, event) ?? {};
};

/** The time since the last event belongs to whoever had the conversation; the help desk's clock where it told one. */
const tick = (facts: SessionFacts, { at, data }: RecordedEvent): SessionFacts => {
  const told = 'vendorAt' in data && typeof data.vendorAt === 'number' ? data.vendorAt : at;
  const now = Math.max(facts.heldSince, told);
  const { holder, heldMs, heldSince } = facts;
  return holder === null
    ? { ...facts, heldSince: now }
    : {
        ...facts,
        heldSince: now,
        heldMs: { ...heldMs, [holder]: heldMs[holder] + now - heldSince },
      };
};

const CHANGES: {
  readonly [K in RecordedEvent['type']]?: (facts: SessionFacts, event: Of<K>) => Change;
} = {
  CustomerMessageReceived: (facts, event) => {
    const change = { ...asked(facts, event), ...opened(facts, event.data.vendorAt) };
    return {
      ...change,
      holder: (change.closed ?? facts.closed) ? null : (facts.holder ?? ownerOf(event)),
      personTookPart: facts.personTookPart || ownerOf(event) === 'person',
    };
  },
  TeammateMessageReceived: (facts, event) => answeredByPerson(facts, event),
  MessageJudged: (facts, { data: { verdict } }) => {
    if (facts.holder === 'person') return {};
    return verdict === 'answer' || verdict === 'hand-off' ? held(facts, 'ai') : {};
  },
  ReplyDelivered: (facts, { at }) => answeredByAi(facts, at),
  RedriveRequested: ({ redriven }, { id, data }) =>
    data.kind === 'reply' ? { redriven: [...redriven, id] } : {},
  RedriveDelivered: (facts, { at, data }) =>
    facts.redriven.includes(data.commandId) ? answeredByAi(facts, at) : {},
  SuggestionDelivered: ({ drafts }) => ({ drafts: drafts + 1 }),
  SuggestionWithheld: ({ draftsWithheld }) => ({ draftsWithheld: draftsWithheld + 1 }),
  HandoffRequested: ({ handoffs, handedOverSince }, { at, data }) => ({
    handoffs: [...handoffs, { cause: data.cause, end: 'under-way' }],
    handedOverSince: handedOverSince ?? at,
    solved: null,
  }),
  HandoffConfirmed: (facts) => handoffEnded(facts, 'confirmed'),
  HandoffContested: (facts) => handoffEnded(facts, 'contested'),
  HandoffFailed: (facts) => handoffEnded(facts, 'failed'),
  PersonTookOver: (facts) => ({ ...held(facts, 'person'), personTookPart: true }),
  HandedBackToAi: (facts) => ({ ...held(facts, 'ai'), handedOverSince: null }),
  ResolutionReached: ({ solved }, { data }) => ({
    solved: data.how === 'customer-said' ? 'said' : (solved ?? 'quiet'),
    waitingSince: null,
  }),
  MessagesSettled: (_facts, { data }) =>
    data.outcome === 'resolved' ? { solved: 'said', waitingSince: null } : {},
  ConversationClosed: (facts, { data }) => closed(facts, data.vendorAt),
  ConversationReopened: (facts, { data }) => opened(facts, data.vendorAt),
  ConversationDeleted: (facts, { data }) => ({
    ...closed(facts, data.vendorAt),
    closed: true,
    holder: null,
  }),
};

/** Whom the help desk named as the owner with the message. */
const ownerOf = ({ data }: Of<'CustomerMessageReceived'>): Holder => {
  const kind = data.ownership?.assignee.kind;
  if (kind === 'teammate' || kind === 'team') return 'person';
  return kind === 'ai' ? 'ai' : 'nobody';
};

/** Nobody is given a closed conversation, nor one before the customer wrote. */
const held = ({ holder }: SessionFacts, next: Holder): Change =>
  holder === null ? {} : { holder: next };

const handoffEnded = (facts: SessionFacts, end: HandoffFact['end']): Change => {
  const last = facts.handoffs.at(-1);
  return {
    ...(last === undefined ? {} : { handoffs: [...facts.handoffs.slice(0, -1), { ...last, end }] }),
    ...held(facts, 'person'),
    personTookPart: true,
  };
};

/** The newest word of the help desk counts; a close as old as what opened it came before it. */
const closed = (facts: SessionFacts, vendorAt: number): Change => {
  const old = facts.closed ? vendorAt < facts.statusAsOf : vendorAt <= facts.statusAsOf;
  return old ? {} : { closed: true, statusAsOf: vendorAt, holder: null };
};

const opened = (facts: SessionFacts, vendorAt: number): Change =>
  vendorAt < facts.statusAsOf
    ? {}
    : {
        closed: false,
        statusAsOf: vendorAt,
        solved: null,
        ...(facts.closed && facts.askedAt !== null ? { holder: 'nobody' as const } : {}),
      };
