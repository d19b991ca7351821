import type { Case } from '../case';
import { all, last } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const credentials: Symptom = {
  id: 'credentials',
  title: 'The connection cannot be verified',
  source: 'S004, S006, S007, S041–S044, S068–S070',
  present: ({ connection }) =>
    connection?.verification?.checks.some(({ result }) => result === 'failed') === true,
  isRoot: callsFail,
  checks: [verified],
};

/** Calls of this session failed, too, or its answer does not get through. */
function callsFail(given: Case): boolean {
  const asked = last(given, 'ReplyRequested');
  return given.events.some(({ event }) => event.type.endsWith('Failed')) || !isDone(given, asked);
}

const isDone = (given: Case, asked: ReturnType<typeof last<'ReplyRequested'>>): boolean =>
  asked === undefined ||
  [...all(given, 'ReplyDelivered'), ...all(given, 'ReplyWithheld')].some(
    ({ event }) => event.data.commandId === asked.event.id,
  );

function verified({ connection }: Case): readonly Finding[] {
  if (connection?.verification == null)
    return [
      finding('verified', null, { expected: 'verified at least once', found: 'never verified' }),
    ];
  return connection.verification.checks.map(({ name, result, expected, found, fix }) =>
    finding(name, result !== 'failed', { expected, found, fix }),
  );
}
