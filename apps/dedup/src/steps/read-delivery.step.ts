import type { Decoded, WebhookRecord } from '@deskstream/contracts';
import { decodeWebhook } from '@deskstream/contracts';
import { messageOf } from '@deskstream/kernel';
import type { LogRecord } from '@deskstream/port-event-log';
import type { CanonicalFact, VendorConnection, VendorWebhooks } from '@deskstream/port-vendor';

export interface ReadDelivery {
  readonly webhook: WebhookRecord;
  readonly facts: readonly CanonicalFact[];
}

/** `null` from `connectionOf`: the workspace, or its connection to this vendor, is gone. */
export const readDelivery = async (
  record: LogRecord,
  vendors: ReadonlyMap<string, VendorWebhooks>,
  connectionOf: (workspace: string, vendor: string) => Promise<VendorConnection | null>,
): Promise<Decoded<ReadDelivery>> => {
  const decoded = decodeWebhook(record);
  if (!decoded.ok) return decoded;
  const webhook = decoded.value;
  const vendor = vendors.get(webhook.vendor);
  if (vendor === undefined) return { ok: false, because: `vendor ${webhook.vendor} is not known` };
  const connection = await connectionOf(webhook.workspace, webhook.vendor);
  if (connection === null)
    return {
      ok: false,
      because: `workspace ${webhook.workspace} has no connection to ${webhook.vendor}`,
    };
  try {
    return { ok: true, value: { webhook, facts: vendor.interpret(webhook, connection) } };
  } catch (error) {
    return { ok: false, because: `the delivery cannot be interpreted: ${messageOf(error)}` };
  }
};
