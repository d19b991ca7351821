import type { ConversationEvent, EventData } from '../events';
import type { TimerName } from '../state';
import { event } from './decision';

export const setTimer = (name: TimerName, dueAt: number, because: string): ConversationEvent =>
  event('TimerSet', { name, dueAt, because });

/** `since` is vendor time; 0 asks for the whole thread. */
export const readThread = (
  because: EventData<'ReadRequested'>['because'],
  since: number,
): ConversationEvent => event('ReadRequested', { because, since });
