import type { RecordedEvent } from '@deskstream/conversation-domain';
import { contextLines } from './lines/context.lines';
import { handoffLines } from './lines/handoff.lines';
import type { EventGroup, EveryLine, Tone } from './lines/line';
import { messageLines } from './lines/messages.lines';
import { ownershipLines } from './lines/ownership.lines';
import { workLines } from './lines/work.lines';

export type { EventGroup } from './lines/line';

export interface EventLine {
  readonly group: EventGroup;
  readonly tone: Tone;
  /** One plain sentence. */
  readonly text: string;
}

/** One event, told. */
export const lineOf = (event: RecordedEvent): EventLine => {
  const [group, tone, tell] = LINES[event.type];
  return { group, tone, text: (tell as (event: RecordedEvent) => string)(event) };
};

/** Whoever adds an event has to say how it is told: a missing line does not compile. */
const LINES: EveryLine = {
  ...messageLines,
  ...ownershipLines,
  ...contextLines,
  ...workLines,
  ...handoffLines,
};
