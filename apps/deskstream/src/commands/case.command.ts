import { basename } from 'node:path';
import type { CaseWish } from '@deskstream/app-audit';
import { makeCase } from '@deskstream/app-audit';
import { hasCode, messageOf } from '@deskstream/kernel';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { addCase } from './evaluation-file';
import { sessionKeyOf } from './session-key';

export interface CaseRequest extends CaseWish {
  readonly set: string;
}

/** Makes a recorded session a case of an evaluation set: up to its last question, with what should come of it. */
export const addCaseOf = async (
  { index }: Pick<Installation, 'index'>,
  output: Output,
  { set, ...wish }: CaseRequest,
): Promise<void> => {
  const session = sessionKeyOf(wish.session);
  const added = await makeCase(index, { ...wish, session }).catch((error: unknown) => {
    if (hasCode(error, 'CASE.NO_SESSION')) throw new CommandError(messageOf(error), EXIT.notFound);
    if (hasCode(error, 'CASE.NO_QUESTION')) throw new CommandError(messageOf(error), EXIT.usage);
    throw error;
  });
  const how = addCase(set, added, basename(set).replace(/\.\w+$/, ''));
  output.line(
    `Case ${added.id} ${how} in ${set}: ${added.given.length} inputs, expects ${added.expect}. It holds what the customer wrote.`,
  );
  output.value({ id: added.id, how, inputs: added.given.length });
};
