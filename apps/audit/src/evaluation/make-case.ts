import type { EvaluationCase, Expectation } from '@deskstream/conversation-what-if';
import { askedAt, givenOf } from '@deskstream/conversation-what-if';
import { InfraError, parsePartitionKey } from '@deskstream/kernel';
import { readSession } from '@deskstream/platform-trials';
import type { StreamIndex } from '@deskstream/port-stream-index';

/** What should come of a recorded session. */
export interface CaseWish {
  readonly session: string;
  readonly expect: Expectation;
  /** Name of the case; made of the session's without it. */
  readonly id?: string;
  readonly note?: string;
  /** The last event that belongs to it; that of its last question without it. */
  readonly asOf?: number;
  readonly cite?: readonly string[];
  readonly mustSay?: readonly string[];
  readonly mustNotSay?: readonly string[];
  readonly cause?: string;
}

/**
 * A recorded session as a case: up to its last question, with what should come of it. CASE.NO_SESSION: it
 * has no events. CASE.NO_QUESTION: no customer wrote in it.
 */
export const makeCase = async (index: StreamIndex, wish: CaseWish): Promise<EvaluationCase> => {
  const { session: key, asOf } = wish;
  const session = await readSession(index, key);
  if (session === null)
    throw new InfraError('CASE.NO_SESSION', `No events of session ${key}.`, false);
  const given = givenOf(session.entries, asOf ?? askedAt(session.entries));
  if (given.some(({ type }) => type === 'CustomerWrote')) return caseOf(given, wish);
  throw new InfraError(
    'CASE.NO_QUESTION',
    `${key}: no customer wrote in it, so there is nothing to judge.`,
    false,
  );
};

const caseOf = (given: EvaluationCase['given'], wish: CaseWish): EvaluationCase => ({
  id:
    wish.id ?? (parsePartitionKey(wish.session)?.conversation ?? wish.session).replace(UNFIT, '-'),
  session: wish.session,
  ...(wish.note === undefined ? {} : { note: wish.note }),
  given,
  expect: wish.expect,
  ...listed('cite', wish.cite),
  ...listed('mustSay', wish.mustSay),
  ...listed('mustNotSay', wish.mustNotSay),
  ...(wish.cause === undefined ? {} : { cause: wish.cause }),
});

const UNFIT = /[^\w.-]+/g;

const listed = <K extends string>(name: K, values: readonly string[] = []) =>
  (values.length === 0 ? {} : { [name]: [...values] }) as { [P in K]?: string[] };
