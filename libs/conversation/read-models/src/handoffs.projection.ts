import type { RecordedEvent } from '@deskstream/conversation-domain';

/** One way to people, and how it went. */
export interface Handoff {
  /** `seq` of the request. */
  readonly seq: number;
  readonly at: number;
  readonly cause: string;
  readonly summary: string;
  readonly end: 'under-way' | 'confirmed' | 'contested' | 'failed';
  /** From the request to its end; `null`: not over yet. */
  readonly tookMs: number | null;
  /** `seq` of its events after the request. */
  readonly steps: readonly number[];
}

/** Every handoff of a session, oldest first. Takes events in order. */
export const handoffsOf = (
  events: readonly { readonly seq: number; readonly event: RecordedEvent }[],
): readonly Handoff[] => {
  const handoffs: Handoff[] = [];
  for (const { seq, event } of events) {
    const last = handoffs.at(-1);
    if (event.type === 'HandoffRequested') handoffs.push(begun(seq, event));
    else if (last !== undefined) handoffs[handoffs.length - 1] = goneOn(last, seq, event);
  }
  return handoffs;
};

const goneOn = (last: Handoff, seq: number, event: RecordedEvent): Handoff => {
  const end = ENDS[event.type];
  const isOver = last.end !== 'under-way' && end === undefined;
  return isOver || !STEPS.test(event.type)
    ? last
    : {
        ...last,
        steps: [...last.steps, seq],
        ...(end === undefined ? {} : { end, tookMs: event.at - last.at }),
      };
};

const begun = (
  seq: number,
  { at, data }: Extract<RecordedEvent, { type: 'HandoffRequested' }>,
): Handoff => ({
  ...{ seq, at },
  cause: data.cause,
  summary: data.summary,
  end: 'under-way',
  tookMs: null,
  steps: [],
});

const STEPS =
  /^(Note|Tag(Requested|Delivered|Failed)|Contact|Ticket|Unassign|Assign(?!ee)|Handoff)/;

const ENDS: Readonly<Record<string, Handoff['end']>> = {
  HandoffConfirmed: 'confirmed',
  HandoffContested: 'contested',
  HandoffFailed: 'failed',
};
