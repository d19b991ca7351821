import { describe, expect, it } from '@jest/globals';
import type { VendorConnection, VendorVerification } from '@deskstream/port-vendor';
import { lookAtDesk } from './look-at-desk';

const inUse: VendorConnection = {
  workspace: 'acme',
  vendor: 'intercom',
  apiBaseUrl: 'https://api.intercom.io',
  accessToken: 'in-use',
  signingSecrets: ['secret'],
  aiTeammateId: '77',
};

const name = { workspace: 'acme', vendor: 'intercom' };

/** A desk that remembers what it was asked with. */
const desk = () => {
  const asked: string[] = [];
  const verification: VendorVerification = {
    vendor: 'intercom',
    requiredTopics: [],
    verify: () => Promise.resolve([]),
    directory: ({ apiBaseUrl, accessToken, signingSecrets }) => {
      asked.push(`${apiBaseUrl} ${accessToken} ${signingSecrets.length}`);
      const account = { externalWorkspaceId: 'abc' };
      return Promise.resolve({ kind: 'read', account, teammates: [], problem: null });
    },
  };
  return { asked, verification };
};

const settingsWith = (connection: VendorConnection | null) => ({
  connection: () => connection,
  addressProblem: (address: string, field: string) =>
    address.includes('169.254.')
      ? { field, expected: 'a public address', found: 'a private one' }
      : null,
});

describe('looking at a help desk before anything is stored', () => {
  it('asks with what was typed', async () => {
    const { asked, verification } = desk();
    const typed = { apiBaseUrl: 'https://api.eu.intercom.io', accessToken: 'typed' };
    const deps = { settings: settingsWith(null), verifications: [verification] };
    expect(await lookAtDesk(deps, name, typed)).toMatchObject({ kind: 'read' });
    expect(asked).toEqual(['https://api.eu.intercom.io typed 0']);
  });

  it('asks with what is in use where nothing was typed', async () => {
    const { asked, verification } = desk();
    const deps = { settings: settingsWith(inUse), verifications: [verification] };
    await lookAtDesk(deps, name, {});
    await lookAtDesk(deps, name, { accessToken: 'new' });
    await lookAtDesk(deps, name, { apiBaseUrl: inUse.apiBaseUrl });
    expect(asked).toEqual([
      'https://api.intercom.io in-use 0',
      'https://api.intercom.io new 0',
      'https://api.intercom.io in-use 0',
    ]);
  });

  it('sends the token in use to no other address', async () => {
    const { asked, verification } = desk();
    const deps = { settings: settingsWith(inUse), verifications: [verification] };
    await expect(lookAtDesk(deps, name, { apiBaseUrl: 'https://evil.example' })).rejects.toThrow(
      'no other address',
    );
    expect(asked).toEqual([]);
  });

  it('says what is missing, and where there is nothing to tell', async () => {
    const { verification } = desk();
    const deps = { settings: settingsWith(null), verifications: [verification] };
    await expect(lookAtDesk(deps, name, {})).rejects.toMatchObject({
      problem: { code: 'CONNECTION.CREDENTIALS_MISSING', field: 'apiBaseUrl' },
    });
    const chat = { workspace: 'acme', vendor: 'web-chat' };
    await expect(lookAtDesk(deps, chat, {})).rejects.toMatchObject({
      problem: { code: 'CONNECTION.NO_DIRECTORY' },
    });
  });

  it('asks nothing of a private address', async () => {
    const { asked, verification } = desk();
    const typed = { apiBaseUrl: 'http://169.254.169.254', accessToken: 'typed' };
    const deps = { settings: settingsWith(null), verifications: [verification] };
    await expect(lookAtDesk(deps, name, typed)).rejects.toMatchObject({
      problem: { code: 'CONNECTION.PRIVATE_ADDRESS', field: 'apiBaseUrl' },
    });
    expect(asked).toEqual([]);
  });
});
