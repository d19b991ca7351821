import type { Case } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const credentials: Symptom = {
  id: 'credentials',
  title: 'The connection cannot be verified',
  source: 'S004, S006, S007, S041–S044, S068–S070',
  present: ({ connection }) =>
    connection?.verification?.checks.some(({ result }) => result === 'failed') === true,
  checks: [verified],
};

function verified({ connection }: Case): readonly Finding[] {
  if (connection?.verification == null)
    return [
      finding('verified', null, { expected: 'verified at least once', found: 'never verified' }),
    ];
  return connection.verification.checks.map(({ name, result, expected, found, fix }) =>
    finding(name, result !== 'failed', { expected, found, fix }),
  );
}
