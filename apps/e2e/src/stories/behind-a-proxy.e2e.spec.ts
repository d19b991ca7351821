import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@deskstream/kernel';
import type { FrontDoor } from './door';
import { openDoor } from './door';
import { post } from './sign';
import type { Vendor } from './workspace';

const PUBLIC = 'https://help.example.com/hooks/hubspot/acme';
const PROXY = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'help.example.com' };

const EVENT = {
  subscriptionType: 'conversation.newMessage',
  portalId: 62_515_000,
  objectId: 3_624_100_500,
  messageId: 'e835c5f42631462ea4447601c8e10001',
  occurredAt: 1_789_632_000_000,
};

describe('a webhook that comes through a proxy', () => {
  let door: FrontDoor;

  beforeAll(async () => {
    door = await openDoor({ connectionOf: () => ({ publicWebhookUrl: PUBLIC }) });
  });

  afterAll(() => door.stop());

  const knock = (vendor: Vendor, publicUrl: string, workspace: string, path = '') =>
    post(
      vendor,
      {
        url: `${door.url}/webhooks/${vendor}/${workspace}${path}`,
        publicUrl,
        body: JSON.stringify([EVENT]),
        now: systemClock.now(),
      },
      PROXY,
    );

  it('is genuine when HubSpot signed the public address, whatever host and scheme arrive', async () => {
    expect(await knock('hubspot', PUBLIC, 'public')).toMatchObject({ status: 200 });
    expect(await door.inputsOf('public')).toEqual(['MessageAnnounced']);
  });

  it.each([
    ['the address behind the proxy', () => `${door.url}/webhooks/hubspot/wrong`],
    ['another scheme', () => PUBLIC.replace('https:', 'http:')],
    ['another host', () => PUBLIC.replace('help.', 'support.')],
    ['another path', () => `${PUBLIC}/old`],
  ])('is refused with SIGNATURE.MISMATCH when HubSpot signed %s', async (_what, signedUrl) => {
    const answer = await knock('hubspot', signedUrl(), 'wrong');
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'SIGNATURE.MISMATCH' });
    expect(door.accepted('wrong')).toBe(0);
  });

  it('is genuine for Intercom and Front, which sign no address', async () => {
    for (const vendor of ['intercom', 'front'] as const) {
      const answer = await knock(vendor, PUBLIC, 'unsigned-address');
      expect(JSON.parse(answer.body || '{}')).not.toMatchObject({
        code: expect.stringMatching(/^SIGNATURE/),
      });
    }
  });
});
