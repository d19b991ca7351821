import type { EventData } from '../events';
import { peopleHaveIt } from '../policies/policy';
import type { Events, Situation } from './decision';
import { event } from './decision';
import type { Report } from './outcomes';
import { failureOf, receiptOf } from './outcomes';
import { setTimer } from './requests';

/** S034: the note waits a little, so that a customer who writes again cancels it. */
export const resolve = (
  { state, settings: { resolution }, at }: Situation,
  how: EventData<'ResolutionReached'>['how'],
): Events => {
  if (state.open.length > 0 || state.timers.resolution !== undefined) return [];
  const reached = event('ResolutionReached', { how });
  return resolution.note || resolution.close
    ? [reached, setTimer('resolution', at + resolution.noteAfterMs, 'resolved')]
    : [reached];
};

/** After an answer the customer's silence may count as solved. */
export const watchForQuiet = ({ state, settings, at }: Situation): Events => {
  const { afterQuietMs } = settings.resolution;
  const busy = state.open.length > 0 || peopleHaveIt(state) || state.status !== 'open';
  return afterQuietMs === null || busy || state.timers.quiet !== undefined
    ? []
    : [setTimer('quiet', at + afterQuietMs, 'the customer may be satisfied')];
};

export const quietEnded = (situation: Situation): Events => resolve(situation, 'customer-quiet');

/** The close asks the vendor for the owner first (S080, S081). */
export const resolutionDue = ({ state, settings: { resolution } }: Situation): Events => [
  ...(resolution.note ? [event('NoteRequested', { text: RESOLVED })] : []),
  ...(resolution.close && state.status === 'open' ? [event('ArchiveRequested', {})] : []),
];

const RESOLVED = 'Resolved by the AI.';

export const resolutionNoteReported = ({ commandId, attempts, result }: Report): Events => [
  result.kind === 'delivered'
    ? event('NoteDelivered', { commandId, attempts, ...receiptOf(result) })
    : event('NoteFailed', { commandId, attempts, ...failureOf(result) }),
];

export const closeReported = ({ commandId, attempts, result }: Report): Events => {
  if (result.kind === 'delivered') return [event('ArchiveDelivered', { commandId, attempts })];
  if (result.kind === 'withheld')
    return [event('ArchiveSkipped', { commandId, attempts, because: result.because })];
  return [event('ArchiveFailed', { commandId, attempts, ...failureOf(result) })];
};
