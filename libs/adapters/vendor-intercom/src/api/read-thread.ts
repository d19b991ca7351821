import type { CallResult, VendorCommand } from '@deskstream/port-vendor';
import { fieldsOf } from '../payload';
import { threadFacts } from '../webhooks/thread';
import { notExecuted } from './classify';
import type { Session } from './client';
import { conversationPath } from './commands';

/** Bodies as HTML, as in webhooks, so that the same words come out. */
export const readThread = async (
  session: Session,
  { conversation, since }: Extract<VendorCommand, { kind: 'read' }>,
): Promise<CallResult> => {
  const fetched = await session.get(conversationPath(conversation));
  if (fetched.kind === 'refused') return notExecuted(fetched.refusal);
  if (fetched.json === undefined) return { kind: 'unreachable', because: 'the answer is not JSON' };
  const { budget } = fetched;
  return {
    kind: 'done',
    ...threadFacts(fieldsOf(fetched.json), session.connection, since),
    ...(budget === undefined ? {} : { budget }),
  };
};
