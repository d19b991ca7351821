import type { Assignee, EventType, RecordedEvent } from '@deskstream/conversation-domain';

/** Which part of the story an event belongs to. */
export type EventGroup =
  'message' | 'decision' | 'wait' | 'reasoning' | 'reply' | 'handoff' | 'ownership' | 'delivery';

export type Tone = 'plain' | 'good' | 'warning' | 'bad';

export type Line<K extends EventType> = readonly [
  group: EventGroup,
  tone: Tone,
  tell: (event: Extract<RecordedEvent, { type: K }>) => string,
];

export type EveryLine = { readonly [K in EventType]: Line<K> };

/** Some of them; that none is missing shows where they come together. */
export type Lines = Partial<EveryLine>;

export const seconds = (ms: number): string =>
  `${(ms / 1_000).toFixed(ms > 0 && ms < 10_000 ? 1 : 0)} s`;

export const attempts = (count: number): string =>
  count <= 1 ? 'first attempt' : `attempt ${count}`;

export const count = (ids: readonly string[]): string =>
  ids.length === 1 ? 'one message' : `${ids.length} messages`;

export const ownerName = (assignee: Assignee): string => {
  if (assignee.kind === 'ai') return 'the AI';
  return assignee.kind === 'nobody' ? 'nobody' : `${assignee.kind} ${assignee.id}`;
};

export const failedBecause = ({
  code,
  because,
}: {
  readonly code: string;
  readonly because: string;
}): string => `${because} (${code})`;

/** Words of somebody else at the end of a sentence: with one full stop. */
export const ended = (words: string): string => (/[.!?…]$/u.test(words) ? words : `${words}.`);
