import type { Errand } from '../state';
import type { DecideOn, Events, Situation } from './decision';
import { event, ignored } from './decision';
import { handoffReported } from './handoff-reports';
import type { Report } from './outcomes';
import { failureOf } from './outcomes';
import { readReported } from './reading';
import { redriveReported } from './redriving';
import { replyReported } from './reply-reports';
import { closeReported, resolutionNoteReported } from './resolving';
import { suggestionReported } from './suggesting';
import { ticketUpdateReported } from './tickets';

/** What became of a request. Each request is reported once; a second report finds nothing waiting. */
export const onDispatchReported: DecideOn<'DispatchReported'> = (input, state, settings) => {
  const situation = { state, settings, at: input.at };
  for (const told of WAITING) {
    const events = told(situation, input.data);
    if (events !== null) return events;
  }
  return ignored(input.type, `nothing waits for command ${input.data.commandId}`);
};

type Told = (situation: Situation, report: Report) => Events | null;

/** Whatever waits for something takes the report that is meant for it. */
const WAITING: readonly Told[] = [
  (situation, report) => {
    const { reply } = situation.state;
    return reply?.commandId === report.commandId ? replyReported(situation, report, reply) : null;
  },
  (situation, report) => {
    const { suggestion } = situation.state;
    return suggestion?.commandId === report.commandId
      ? suggestionReported(situation, report, suggestion)
      : null;
  },
  (situation, report) => {
    const { handoff } = situation.state;
    return handoff?.commandId === report.commandId
      ? handoffReported(situation, report, handoff)
      : null;
  },
  (situation, report) => {
    const { reading } = situation.state;
    return reading?.commandId === report.commandId
      ? readReported(situation, report, reading.again)
      : null;
  },
  ({ state }, report) => {
    const errand = state.errands[report.commandId];
    return errand === undefined ? null : ERRANDS[errand](report);
  },
];

const ERRANDS: Readonly<Record<Errand, (report: Report) => Events>> = {
  'assist-tag': ({ commandId, attempts, result }) => [
    result.kind === 'delivered'
      ? event('TagDelivered', { commandId, attempts })
      : event('TagFailed', { commandId, attempts, ...failureOf(result) }),
  ],
  'resolution-note': resolutionNoteReported,
  close: closeReported,
  'close-recalled': closeReported,
  redrive: redriveReported,
  'ticket-update': ticketUpdateReported,
  profile: ({ commandId, attempts, result }) =>
    result.kind === 'read'
      ? [event('ProfileDelivered', { commandId, attempts })]
      : [event('ProfileFailed', { commandId, attempts, ...failureOf(result) })],
};
