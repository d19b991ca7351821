import { basename } from 'node:path';
import { readSession } from '@deskstream/app-audit';
import type { EvaluationCase, Expectation } from '@deskstream/conversation-what-if';
import { askedAt, givenOf } from '@deskstream/conversation-what-if';
import { parsePartitionKey } from '@deskstream/kernel';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { addCase } from './evaluation-file';
import { sessionKeyOf } from './session-key';

export interface CaseRequest {
  readonly session: string;
  readonly set: string;
  readonly expect: Expectation;
  readonly id?: string;
  readonly note?: string;
  readonly asOf?: number;
  readonly cite: readonly string[];
  readonly mustSay: readonly string[];
  readonly mustNotSay: readonly string[];
  readonly cause?: string;
}

/** Makes a recorded session a case of an evaluation set: up to its last question, with what should come of it. */
export const addCaseOf = async (
  { index }: Pick<Installation, 'index'>,
  output: Output,
  request: CaseRequest,
): Promise<void> => {
  const key = sessionKeyOf(request.session);
  const session = await readSession(index, key);
  if (session === null) throw new CommandError(`No events of session ${key}.`, EXIT.notFound);
  const given = givenOf(session.entries, request.asOf ?? askedAt(session.entries));
  if (!given.some(({ type }) => type === 'CustomerWrote'))
    throw new CommandError(
      `${key}: no customer wrote in it, so there is nothing to judge.`,
      EXIT.usage,
    );
  const added = caseOf(key, given, request);
  const how = addCase(request.set, added, basename(request.set).replace(/\.\w+$/, ''));
  output.line(
    `Case ${added.id} ${how} in ${request.set}: ${given.length} inputs, expects ${added.expect}. It holds what the customer wrote.`,
  );
  output.value({ id: added.id, how, inputs: given.length });
};

const caseOf = (
  key: string,
  given: EvaluationCase['given'],
  request: CaseRequest,
): EvaluationCase => ({
  id: request.id ?? (parsePartitionKey(key)?.conversation ?? key).replace(/[^\w.-]+/g, '-'),
  session: key,
  ...(request.note === undefined ? {} : { note: request.note }),
  given,
  expect: request.expect,
  ...listed('cite', request.cite),
  ...listed('mustSay', request.mustSay),
  ...listed('mustNotSay', request.mustNotSay),
  ...(request.cause === undefined ? {} : { cause: request.cause }),
});

const listed = <K extends string>(name: K, values: readonly string[]) =>
  (values.length === 0 ? {} : { [name]: [...values] }) as { [P in K]?: string[] };
