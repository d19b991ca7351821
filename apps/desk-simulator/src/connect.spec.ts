import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFrontVerification } from '@deskstream/adapter-vendor-front';
import { createHubspotVerification } from '@deskstream/adapter-vendor-hubspot';
import { createIntercomVerification } from '@deskstream/adapter-vendor-intercom';
import type { VendorConnection, VendorName } from '@deskstream/port-vendor';
import type { RunningDeskSimulator } from './start-desk-simulator';
import { startDeskSimulator } from './start-desk-simulator';
import type { ConnectView } from './page/connect-view';

const go = new AbortController().signal;
const AI = { name: 'Support Assistant', unfit: null };

const CROWD = Array.from({ length: 250 }, (_, place) => ({
  ...{ userId: 60_001 + place, ownerId: `${80_001 + place}` },
  ...{ name: `Rep ${place + 1}`, email: `rep${place + 1}@example.com` },
}));

let simulator: RunningDeskSimulator;
let posted: string[];

beforeEach(async () => {
  posted = [];
  simulator = await startDeskSimulator({
    port: 0,
    post: ({ method, url }) => {
      posted.push(`${method} ${url}`);
      return Promise.resolve(200);
    },
    workspaces: [
      {
        ...{ workspace: 'shop', appId: 'shop-app', clientSecret: 's', accessToken: 'token' },
        ...{ aiAdminId: '9000001', webhookUrl: '', assignNewTo: 'ai' },
      },
    ],
    hubspot: [
      {
        ...{ workspace: 'shop', portalId: 7, appId: 8, accessToken: 'pat-na1-token' },
        ...{ clientSecret: 's', webhookUrl: '', assignNewTo: 'ai' },
      },
      {
        ...{ workspace: 'crowd', portalId: 9, appId: 10, accessToken: 'pat-na1-crowd' },
        ...{ clientSecret: 's', webhookUrl: '', assignNewTo: 'ai', reps: CROWD },
      },
    ],
    front: [
      {
        ...{ workspace: 'shop', companyId: 'cmp_1', accessToken: 'token', assignNewTo: 'ai' },
        ...{ aiTeammateId: 'tea_4exa9', application: { url: '', signingKey: 's' } },
      },
    ],
  });
});

afterEach(() => simulator.stop());

const look = async (vendor: VendorName, path: string, accessToken: string) => {
  const create = {
    intercom: createIntercomVerification,
    hubspot: createHubspotVerification,
    front: createFrontVerification,
    'web-chat': null,
  }[vendor];
  const verification = create?.() ?? null;
  const connection: VendorConnection = {
    ...{ workspace: 'acme', vendor, apiBaseUrl: `${simulator.url}${path}`, accessToken },
    ...{ signingSecrets: [], aiTeammateId: '' },
  };
  const found = await verification?.directory?.(connection, go);
  await verification?.close();
  return found;
};

describe('what credentials alone tell', () => {
  it.each([
    ['intercom', ['/intercom/shop', 'token'], { externalWorkspaceId: 'shop-app' }, '9000001'],
    ['hubspot', ['/hubspot', 'pat-na1-token'], { externalWorkspaceId: '7', appId: '8' }, '55501'],
    ['front', ['/front', 'token'], { externalWorkspaceId: 'cmp_1' }, 'tea_4exa9'],
  ] as const)(
    'is the account and the teammates of %s',
    async (vendor, [path, token], account, id) => {
      const found = await look(vendor, path, token);
      expect(found).toMatchObject({
        kind: 'read',
        account,
        teammates: expect.arrayContaining([expect.objectContaining({ ...AI, id })]),
        problem: null,
      });
    },
  );

  it.each([
    ['intercom', '/intercom/shop', 'INTERCOM.TOKEN_REVOKED'],
    ['hubspot', '/hubspot', 'HUBSPOT.TOKEN_REVOKED'],
    ['front', '/front', 'FRONT.TOKEN_INVALID'],
  ] as const)('is a named refusal of %s when the token is wrong', async (vendor, path, code) => {
    const found = await look(vendor, path, 'mistyped-token');
    expect(found).toMatchObject({ kind: 'refused', check: { result: 'failed', code } });
    expect(JSON.stringify(found)).not.toContain('mistyped-token');
  });

  it('is every user of HubSpot, however many pages they fill', async () => {
    const found = await look('hubspot', '/hubspot', 'pat-na1-crowd');
    const ids = found?.kind === 'read' ? found.teammates.map(({ id }) => id) : [];
    expect(new Set(ids).size).toBe(CROWD.length + 1);
    expect(ids.at(-1)).toBe(String(CROWD.at(-1)?.userId));
    expect(found).toMatchObject({ problem: null });
  });

  it('is the account alone where the users of HubSpot may not be read', async () => {
    const app = { scopes: ['conversations.read'] };
    await control('POST', '/hubspot/_control/shop/app', app);
    expect(await look('hubspot', '/hubspot', 'pat-na1-token')).toMatchObject({
      kind: 'read',
      account: { externalWorkspaceId: '7' },
      teammates: [],
      problem: { result: 'warning', fix: expect.stringContaining('crm.objects.owners.read') },
    });
  });
});

const control = async (method: string, path: string, body?: object): Promise<unknown> => {
  const answer = await fetch(`${simulator.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return answer.json();
};

describe('a desk without a webhook URL', () => {
  it.each(['', '/hubspot', '/front'])('sends nothing until one is saved: %s', async (base) => {
    const at = `${base}/_control/shop`;
    const view = (await control('GET', `${at}/connect`)) as ConnectView;
    expect(view).toMatchObject({ workspace: 'shop', webhookUrl: '' });
    await control('POST', `${at}/conversations`, { text: 'Hello?' });
    expect(posted).toEqual([]);
    await control('POST', `${at}/webhook/save`, { url: 'https://desk.example/hook' });
    expect(await control('GET', `${at}/connect`)).toMatchObject({
      webhookUrl: 'https://desk.example/hook',
    });
  });
});
