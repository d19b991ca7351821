import type { DecideOn, Events, Situation } from './decision';
import { event, ignored, then } from './decision';
import type { Report } from './outcomes';
import { failureOf } from './outcomes';
import { readThread } from './requests';
import { takeUpTheRest } from './thinking';

/** Vendors' times are coarse and their lists late: a little is read twice, and known by its ids. */
const OVERLAP_MS = 60_000;

/** The webhook has no text (HubSpot, Front previews): the thread is read, once for many. */
export const onMessageAnnounced: DecideOn<'MessageAnnounced'> = (input, state) => {
  const { messageId, vendorAt } = input.data;
  if (state.posted.includes(messageId))
    return [event('EchoRecognised', { messageId, by: 'message-id', vendorAt })];
  if (state.known.includes(messageId))
    return ignored(input.type, `message ${messageId} is already in the log`);
  const announced = event('MessageAnnounced', input.data);
  return state.reading === null
    ? [announced, readThread('announced', sinceLast(state.lastMessageAt))]
    : [announced];
};

/** SPEC 7: what no webhook brought is read, and marked as recovered. */
export const onGapSuspected: DecideOn<'GapSuspected'> = (input, state) => {
  const suspected = event('GapSuspected', input.data);
  return state.reading === null
    ? [suspected, readThread('gap-suspected', input.data.since)]
    : [suspected];
};

/** What the read found is in the log by now; messages announced meanwhile and still unknown are read again. */
export const readReported = (
  situation: Situation,
  { commandId, attempts, result }: Report,
  again: readonly string[],
): Events => {
  const told =
    result.kind === 'read'
      ? event('ThreadRead', {
          commandId,
          attempts,
          messages: result.messages,
          truncated: result.truncated,
        })
      : event('ReadFailed', { commandId, attempts, ...failureOf(result) });
  const { known, posted, lastMessageAt } = situation.state;
  const missing = again.filter((id) => !known.includes(id) && !posted.includes(id));
  return missing.length > 0
    ? [told, readThread('announced', sinceLast(lastMessageAt))]
    : then(situation, [told], takeUpTheRest);
};

const sinceLast = (lastMessageAt: number): number => Math.max(0, lastMessageAt - OVERLAP_MS);
