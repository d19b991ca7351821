import { FOLD_VERSION } from '@deskstream/conversation-domain';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Bundle, BundledEvent, Exported } from './bundle';
import { BUNDLE_FORMAT, BUNDLE_VERSION } from './bundle';
import { foldBundle } from './read-bundle';
import { openRedactor } from './redact/redactor';
import type { Redactor } from './redact/redactor';

/** `mask`: message texts are left out, only their lengths are told. Pure: the same export gives the same bundle. */
export const makeBundle = (exported: Exported, { mask }: { readonly mask: boolean }): Bundle => {
  const redactor = openRedactor(exported, { mask });
  const events = exported.events.map((stored) => eventOf(redactor, stored));
  const rest = redactor.rewrite('', {
    session: exported.session,
    deliveries: exported.deliveries,
    settings: exported.settings,
    why: exported.why,
    passages: exported.passages,
  });
  return {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    vendor: parsePartitionKey(exported.session)?.vendor ?? '',
    exportedAt: exported.exportedAt,
    text: mask ? 'masked' : 'redacted',
    chain: exported.chain,
    replaced: redactor.replaced,
    ...rest,
    events,
    state: {
      foldVersion: FOLD_VERSION,
      seq: events.at(-1)?.seq ?? 0,
      conversation: foldBundle({ events }),
    },
  };
};

const eventOf = (redactor: Redactor, stored: BundledEvent): BundledEvent => {
  const { envelope, event } = stored;
  const { subject, correlationId } = redactor.rewrite('envelope', {
    subject: envelope.subject,
    correlationId: envelope.correlationId,
  });
  const { data } = redactor.rewrite(event.type, { data: event.data });
  return {
    ...stored,
    envelope: { ...envelope, subject, correlationId },
    event: { ...event, data } as BundledEvent['event'],
  };
};
