import type { VendorConnection } from '@deskstream/port-vendor';
import { routeOf } from './routing';

const connection = { vendor: 'hubspot' } as VendorConnection;
const withHubspot = {
  connection: (_w: string, vendor: string) => (vendor === 'hubspot' ? connection : null),
};
const without = { connection: () => null };
const asking = (
  kind: 'ticket' | 'reply' | 'ensure-contact' | 'update-ticket',
  vendor = 'web-chat',
) => ({
  vendor,
  workspace: 'acme',
  command: { kind },
});

it.each(['ensure-contact', 'ticket', 'update-ticket'] as const)(
  "S045: a web chat's %s goes to the workspace's HubSpot",
  (kind) => expect(routeOf(asking(kind), withHubspot)).toBe('hubspot'),
);

it('stays with the web chat where there is no HubSpot, and is told to be unsupported there', () => {
  expect(routeOf(asking('ticket'), without)).toBe('web-chat');
});

it('leaves replies, and other help desks, alone', () => {
  expect(routeOf(asking('reply'), withHubspot)).toBe('web-chat');
  expect(routeOf(asking('ticket', 'front'), withHubspot)).toBe('front');
});
