import {
  createFrontApi,
  createFrontFeed,
  createFrontVerification,
  frontWebhooks,
} from '@deskstream/adapter-vendor-front';
import {
  createHubspotApi,
  createHubspotFeed,
  createHubspotVerification,
  hubspotWebhooks,
} from '@deskstream/adapter-vendor-hubspot';
import {
  createIntercomApi,
  createIntercomFeed,
  createIntercomVerification,
  intercomWebhooks,
} from '@deskstream/adapter-vendor-intercom';
import {
  createWebChatApi,
  createWebChatFeed,
  createWebChatVerification,
  webChatWebhooks,
} from '@deskstream/adapter-vendor-web-chat';
import type {
  VendorApi,
  VendorFeed,
  VendorVerification,
  VendorWebhooks,
} from '@deskstream/port-vendor';

/** Bounds each request to a vendor. */
export interface VendorOptions {
  readonly timeoutMs?: number;
}

/** What can be called at the vendors; closing it closes their connections. */
export interface OpenVendors {
  readonly apis: readonly VendorApi[];
  readonly verifications: readonly VendorVerification[];
  readonly feeds: readonly VendorFeed[];
  close(): Promise<void>;
}

/** Every help desk whose webhooks are understood. A new vendor adds a line here and one below. */
export const vendorWebhooks: readonly VendorWebhooks[] = [
  intercomWebhooks,
  hubspotWebhooks,
  frontWebhooks,
  webChatWebhooks,
];

/** Every help desk that can be called. */
export const openVendors = (options: VendorOptions = {}): OpenVendors => {
  const apis = [
    createIntercomApi(options),
    createHubspotApi(options),
    createFrontApi(options),
    createWebChatApi(options),
  ];
  const verifications = [
    createIntercomVerification(options),
    createHubspotVerification(options),
    createFrontVerification(options),
    createWebChatVerification(options),
  ];
  const feeds = [
    createIntercomFeed(options),
    createHubspotFeed(options),
    createFrontFeed(options),
    createWebChatFeed(options),
  ];
  return {
    apis,
    verifications,
    feeds,
    close: async () => {
      await Promise.all([...apis, ...verifications, ...feeds].map((opened) => opened.close()));
    },
  };
};
