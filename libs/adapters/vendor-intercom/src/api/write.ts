import type { ApiCall } from '@deskstream/platform-http';
import type { CallResult } from '@deskstream/port-vendor';
import type { Fields } from '../payload';
import { fieldsOf, timeOf } from '../payload';
import type { Session } from './client';

type Told = Pick<Extract<CallResult, { kind: 'done' }>, 'vendorMessageId' | 'vendorAt'>;

/** The one write of a command. A 2xx without a readable body is done as well. */
export const write = async (
  session: Session,
  call: ApiCall,
  told: (answer: Fields) => Told | null = updatedAt,
): Promise<CallResult> => {
  const sent = await session.send(call);
  if (sent.kind === 'refused') return sent.refusal;
  const { budget } = sent;
  return {
    kind: 'done',
    ...told(fieldsOf(sent.json)),
    ...(budget === undefined ? {} : { budget }),
  };
};

export const updatedAt = (item: Fields): Told => {
  const vendorAt = timeOf(item['updated_at']);
  return vendorAt === null ? {} : { vendorAt };
};
