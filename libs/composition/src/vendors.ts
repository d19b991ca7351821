import type { IntercomApiOptions } from '@deskstream/adapter-vendor-intercom';
import { createIntercomApi, intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import type {
  VendorApi,
  VendorFeed,
  VendorVerification,
  VendorWebhooks,
} from '@deskstream/port-vendor';

/** What can be called at the vendors; closing it closes their connections. */
export interface OpenVendors {
  readonly apis: readonly VendorApi[];
  readonly verifications: readonly VendorVerification[];
  readonly feeds: readonly VendorFeed[];
  close(): Promise<void>;
}

/** Every help desk whose webhooks are understood: the one line where a vendor is registered. */
export const vendorWebhooks: readonly VendorWebhooks[] = [intercomWebhooks];

/** Every help desk that can be called. `timeoutMs` bounds each request. */
export const openVendors = (options: Pick<IntercomApiOptions, 'timeoutMs'> = {}): OpenVendors => {
  const apis = [createIntercomApi(options)];
  return {
    apis,
    verifications: [],
    feeds: [],
    close: async () => {
      await Promise.all(apis.map((api) => api.close()));
    },
  };
};
