import type { ApiCall } from '@deskstream/platform-http';
import type { CallResult } from '@deskstream/port-vendor';
import { fieldsOf, idOf, timeOf } from '../payload';
import type { Session } from './client';

/**
 * 202 is done: Front has taken the reply and named it (`message_uid`), though it shows a moment later.
 * Asking for it by that name would cost a call of a small budget, and 404 would prove nothing.
 */
export const write = async (session: Session, call: ApiCall): Promise<CallResult> => {
  const fetched = await session.send(call);
  if (fetched.kind === 'refused') return fetched.refusal;
  const answer = fieldsOf(fetched.json);
  const vendorMessageId = idOf(answer['message_uid']) ?? idOf(answer['id']);
  const vendorAt = timeOf(answer['posted_at']);
  return {
    kind: 'done',
    ...(vendorMessageId === null ? {} : { vendorMessageId }),
    ...(vendorAt === null ? {} : { vendorAt }),
    ...(fetched.budget === undefined ? {} : { budget: fetched.budget }),
  };
};
