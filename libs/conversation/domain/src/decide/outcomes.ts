import type { EventData } from '../events';
import type { InputData } from '../inputs';
import { optional } from './decision';

export type Report = InputData<'DispatchReported'>;
export type Outcome = Report['result'];

/** What a done request left at the vendor. */
export const receiptOf = (
  result: Extract<Outcome, { kind: 'delivered' }>,
): Pick<EventData<'ReplyDelivered'>, 'vendorMessageId' | 'foundByReadBack'> => ({
  foundByReadBack: result.foundByReadBack,
  ...optional('vendorMessageId', result.vendorMessageId),
});

/** Why a request came to nothing. */
export const failureOf = (result: Outcome): { code: string; because: string } => {
  switch (result.kind) {
    case 'failed':
      return { code: result.code, because: result.because };
    case 'withheld':
      return { code: 'DISPATCH.WITHHELD', because: result.because };
    case 'contested':
      return { code: 'DISPATCH.CONTESTED', because: 'the vendor undid it' };
    case 'read':
    case 'delivered':
      return { code: 'DISPATCH.MISREPORTED', because: `reported as ${result.kind}` };
  }
};
