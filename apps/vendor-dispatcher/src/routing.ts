import type { Settings } from '@deskstream/port-settings';
import type { VendorCommand, VendorName } from '@deskstream/port-vendor';

/** What Deskstream's own web chat has none of. */
const OF_HUBSPOT = new Set<VendorCommand['kind']>(['ensure-contact', 'ticket', 'update-ticket']);

/**
 * Which connection a request goes to. The tickets of a web chat, and the contacts they belong to, stand in the
 * workspace's HubSpot where it has one (ADR 18); everything else goes where its conversation is.
 */
export const routeOf = (
  request: {
    readonly vendor: string;
    readonly workspace: string;
    readonly command: Pick<VendorCommand, 'kind'>;
  },
  settings: Pick<Settings, 'connection'>,
): string => {
  const { vendor, workspace, command } = request;
  const isForeign = vendor === WEB_CHAT && OF_HUBSPOT.has(command.kind);
  return isForeign && settings.connection(workspace, HUBSPOT) !== null ? HUBSPOT : vendor;
};

const WEB_CHAT: VendorName = 'web-chat';
const HUBSPOT: VendorName = 'hubspot';
