import type { Lines } from './line';
import { attempts, count, ended, failedBecause, seconds } from './line';

/** What the AI is about to do: waits, runs, replies, suggestions, the end. */
export const workLines = {
  TimerSet: [
    'wait',
    'plain',
    ({ at, data }) => `Waits ${seconds(data.dueAt - at)}: ${data.because}.`,
  ],
  TimerCancelled: [
    'wait',
    'plain',
    ({ data }) => `The wait${waitFor(data.name)} was cancelled: ${data.because}.`,
  ],
  TimerFired: ['wait', 'plain', ({ data }) => `The wait${waitFor(data.name)} is over.`],
  ReasoningRequested: [
    'reasoning',
    'plain',
    ({ data }) =>
      `The AI is asked about ${count(data.messageIds)}${data.purpose === 'suggestion' ? ', for a draft' : ''}.`,
  ],
  ReasoningStepRecorded: [
    'reasoning',
    'plain',
    ({ data }) => `Step ${data.step + 1}, ${data.kind}: ${data.tookMs} ms.`,
  ],
  ReasoningConcluded: [
    'reasoning',
    'plain',
    ({ data: { result } }) => {
      if (result.kind === 'failed') return `The run failed: ${result.because}.`;
      if (result.kind === 'solved')
        return 'Nothing to answer: the customer says that it is solved.';
      return `${result.kind === 'answer' ? 'An answer' : 'No answer'}, confidence ${result.confidence.toFixed(2)}.`;
    },
  ],
  ReasoningSuperseded: [
    'reasoning',
    'warning',
    ({ data }) => `The run was stopped: ${data.because}.`,
  ],
  ReplyRequested: ['reply', 'plain', () => 'A reply is to be sent.'],
  ReplyDelivered: [
    'reply',
    'good',
    ({ data }) =>
      `The reply was delivered, ${attempts(data.attempts)}${data.foundByReadBack ? ', found by reading back' : ''}.`,
  ],
  ReplyWithheld: ['reply', 'warning', ({ data }) => `The reply was not sent: ${data.because}.`],
  ReplyFailed: ['reply', 'bad', ({ data }) => `The reply failed: ${failedBecause(data)}.`],
  SuggestionRequested: ['reply', 'plain', () => 'A draft is to be noted for the person.'],
  SuggestionDelivered: [
    'reply',
    'good',
    ({ data }) => `The draft was noted, ${attempts(data.attempts)}.`,
  ],
  SuggestionWithheld: [
    'reply',
    'warning',
    ({ data }) => `No draft was noted: ${ended(data.because)}`,
  ],
  SuggestionFailed: ['reply', 'bad', ({ data }) => `The draft failed: ${failedBecause(data)}.`],
  DispatchRecalled: ['reply', 'warning', ({ data }) => `Taken back: ${data.because}.`],
  ResolutionReached: [
    'decision',
    'good',
    ({ data }) =>
      data.how === 'customer-said'
        ? 'Resolved: the customer says so.'
        : 'Resolved: the customer wrote nothing more.',
  ],
  ResolutionCancelled: ['decision', 'warning', ({ data }) => `Not resolved: ${data.because}.`],
  ArchiveRequested: ['decision', 'plain', () => 'The conversation is to be closed at the vendor.'],
  ArchiveDelivered: ['decision', 'good', () => 'The conversation was closed at the vendor.'],
  ArchiveSkipped: ['decision', 'warning', ({ data }) => `Not closed: ${data.because}.`],
  ArchiveFailed: ['decision', 'bad', ({ data }) => `Closing failed: ${failedBecause(data)}.`],
  RedriveRequested: [
    'decision',
    'plain',
    ({ data }) => `A request that was given up (${data.kind}) is made again.`,
  ],
  RedriveDelivered: ['decision', 'good', ({ data }) => `It was done, ${attempts(data.attempts)}.`],
  RedriveWithheld: ['decision', 'warning', ({ data }) => `It was kept back: ${data.because}.`],
  RedriveFailed: ['decision', 'bad', ({ data }) => `It failed again: ${failedBecause(data)}.`],
} satisfies Lines;

/** The wait for the end of a burst needs no name. */
const WAITS: Readonly<Record<string, string>> = {
  watchdog: ' for an answer',
  quiet: ' for more from the customer',
  resolution: ' before the resolution note',
  ticket: ' before the ticket update',
};

const waitFor = (name: string): string => WAITS[name] ?? '';
