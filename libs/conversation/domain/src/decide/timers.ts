import type { TimerName } from '../state';
import type { DecideOn, Events, Situation } from './decision';
import { event, ignored, then } from './decision';
import { quietEnded, resolutionDue } from './resolving';
import { answerDue } from './thinking';
import { ticketDue } from './tickets';
import { watchdogBites } from './watchdog';

/** A timer that was cancelled meanwhile says nothing any more. */
export const onTimerDue: DecideOn<'TimerDue'> = (input, state, settings) => {
  const { timerId, name } = input.data;
  if (state.timers[name as TimerName]?.timerId !== timerId)
    return ignored(input.type, `timer ${timerId} is not set any more`);
  const situation = { state, settings, at: input.at };
  return then(situation, [event('TimerFired', input.data)], DUE[name as TimerName]);
};

const DUE: Readonly<Record<TimerName, (situation: Situation) => Events>> = {
  answer: answerDue,
  watchdog: watchdogBites,
  quiet: quietEnded,
  resolution: resolutionDue,
  ticket: ticketDue,
};
