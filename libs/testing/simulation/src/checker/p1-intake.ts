import { parsePartitionKey } from '@deskstream/kernel';
import type { Facts } from './facts';
import { placeOf } from './facts';
import type { Violation } from './observations';

/** Each 2xx stands in `webhooks`, and each record there was read: it led to an input or a dead letter. */
export const checkIntake = ({ observed, webhooks, inputs }: Facts): readonly Violation[] => {
  const kept = new Set(webhooks.map(({ webhook }) => webhook.deliveryId));
  const lost = observed.attempts
    .filter(({ status, deliveryId }) => isAccepted(status) && !kept.has(deliveryId))
    .map(({ deliveryId }) =>
      violation(`delivery ${deliveryId} was answered 2xx and is not in the log`),
    );
  return [...lost, ...unread(observed.deadLetters, { webhooks, inputs })];
};

const unread = (
  deadLetters: Facts['observed']['deadLetters'],
  { webhooks, inputs }: Pick<Facts, 'webhooks' | 'inputs'>,
): readonly Violation[] => {
  const read = new Set([
    ...inputs.map(({ envelope }) => envelope.causationId),
    ...deadLetters.map(({ headers }) => headers['ce_id'] ?? ''),
  ]);
  return webhooks
    .filter(
      ({ record, webhook }) => isAboutConversation(record.key) && !read.has(webhook.envelope.id),
    )
    .map(({ record, webhook }) =>
      violation(
        `webhook ${webhook.envelope.id} at ${placeOf(record)} led to no input and no dead letter`,
      ),
    );
};

const isAccepted = (status: number | 'unknown'): boolean =>
  status !== 'unknown' && status >= 200 && status < 300;

const isAboutConversation = (key: string): boolean => parsePartitionKey(key)?.conversation !== '-';

const violation = (what: string): Violation => ({ property: 'P1', what });
