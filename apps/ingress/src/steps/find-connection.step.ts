import type { Settings } from '@deskstream/port-settings';
import type { VendorConnection, VendorWebhooks } from '@deskstream/port-vendor';
import type { Refusal } from '../problem';

export interface Target {
  readonly webhooks: VendorWebhooks;
  readonly connection: VendorConnection;
}

/** One address per vendor and workspace; every other one is 404 with the reason. */
export const findConnection = (
  settings: Settings,
  vendors: ReadonlyMap<string, VendorWebhooks>,
  address: { readonly vendor: string; readonly workspace: string },
): Target | Refusal => {
  const webhooks = vendors.get(address.vendor);
  if (webhooks === undefined)
    return unknown(
      'VENDOR.UNKNOWN',
      `There is no vendor of this name; known are ${[...vendors.keys()].join(', ')}.`,
    );
  const connection = settings.connection(address.workspace, address.vendor);
  if (connection !== null) return { webhooks, connection };
  if (settings.upToDate?.() === false) return UNREADABLE;
  return settings.current(address.workspace) === null
    ? unknown(
        'WORKSPACE.UNKNOWN',
        'There is no workspace of this name. Compare the webhook URL with the one in settings.',
      )
    : unknown(
        'CONNECTION.UNKNOWN',
        `The workspace is not connected to ${address.vendor}. Connect it in settings first.`,
      );
};

/** It may have been connected a moment ago: the vendor sends again. */
const UNREADABLE: Refusal = {
  status: 503,
  code: 'SETTINGS.UNAVAILABLE',
  detail: 'This address is not known, but settings cannot be read at the moment. Send it again.',
  headers: { 'retry-after': '5' },
};

const unknown = (code: string, detail: string): Refusal => ({ status: 404, code, detail });
