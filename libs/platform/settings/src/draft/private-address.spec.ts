import { prepareDraft } from './workspace-draft';

const draft = (apiBaseUrl: string) => ({
  workspace: 'acme',
  connections: [
    {
      ...{ vendor: 'intercom', apiBaseUrl, accessToken: 'token', signingSecrets: ['secret'] },
      aiTeammateId: '77',
    },
  ],
});

const problemsOf = (apiBaseUrl: string, allowed: readonly string[] | null) => {
  const prepared = prepareDraft(draft(apiBaseUrl), null, allowed);
  return prepared.ok ? [] : prepared.problems;
};

describe('the address of an API', () => {
  it.each([
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254'],
    ['http://2852039166/', '169.254.169.254'],
    ['https://10.0.0.7', '10.0.0.7'],
    ['http://127.0.0.1:4020/intercom/demo', '127.0.0.1'],
    ['http://[::1]:4020', '::1'],
    ['http://[::ffff:169.254.169.254]/', '::ffff:a9fe:a9fe'],
    ['http://localhost:9', 'localhost'],
    ['http://api.localhost', 'api.localhost'],
  ])('%s is refused where it is not allowed', (address, host) => {
    const problem = {
      field: 'connections.0.apiBaseUrl',
      expected: 'a public address, or a host that VENDOR_PRIVATE_HOSTS allows',
      found: `${host}, which is private`,
    };
    expect(problemsOf(address, [])).toEqual([problem]);
    expect(problemsOf(address, [host])).toEqual([]);
    expect(problemsOf(address, null)).toEqual([]);
  });

  it.each(['https://api.intercom.io', 'http://web-chat:4030/api/acme', 'https://8.8.8.8'])(
    '%s is taken',
    (address) => expect(problemsOf(address, [])).toEqual([]),
  );

  it('that is in use already stays', () => {
    const first = prepareDraft(draft('http://127.0.0.1:4020/a'), null);
    if (!first.ok) throw new Error('refused');
    const change = { at: 0, by: 'ann', reason: '' };
    const now = { workspace: 'acme', version: 1, change, ...first.content };
    expect(prepareDraft(draft('http://127.0.0.1:4020/b'), now, [])).toMatchObject({ ok: true });
    expect(prepareDraft(draft('http://127.0.0.1:4030/b'), now, [])).toMatchObject({ ok: false });
  });

  it('of a CRM is looked at, too', () => {
    const crm = { kind: 'hubspot', apiBaseUrl: 'http://192.168.0.9', accessToken: 'token' };
    const wanted = { workspace: 'acme', connections: [], crm };
    expect(prepareDraft(wanted, null, [])).toMatchObject({
      problems: [{ field: 'crm.apiBaseUrl', found: '192.168.0.9, which is private' }],
    });
  });
});
