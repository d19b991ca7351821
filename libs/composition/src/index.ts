export { openLog } from './open-log';
export type { LogConfig } from './open-log';
export { openParts } from './open-parts';
export type { OpenedBy, Parts, PartsConfig } from './open-parts';
export { schemaOf } from './schema-of';
export { openVendors, vendorWebhooks } from './vendors';
export type { OpenVendors, VendorOptions } from './vendors';
