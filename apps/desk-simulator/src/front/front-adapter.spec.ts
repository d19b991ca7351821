import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrontApi } from '@deskstream/adapter-vendor-front';
import {
  createFrontApi,
  createFrontVerification,
  frontWebhooks,
} from '@deskstream/adapter-vendor-front';
import type { VendorCommand, VendorConnection, WebhookRequest } from '@deskstream/port-vendor';
import { startDeskSimulator } from '../start-desk-simulator';
import type { RunningDeskSimulator } from '../start-desk-simulator';
import { AI, ROBIN, testCompany, TOKEN } from './front-fixture';

let desk: RunningDeskSimulator;
let receiver: Server;
let received: WebhookRequest[];
let connection: VendorConnection;
let api: FrontApi;

beforeEach(async () => {
  received = [];
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = Buffer.concat(chunks);
      const it = { method, url, headers: headers as WebhookRequest['headers'], body };
      received.push(it);
      const reception = frontWebhooks.receive(it, connection);
      response.end(reception.kind === 'validation' ? reception.answer : '');
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/front/demo`;
  desk = await startDeskSimulator({
    port: 0,
    workspaces: [],
    front: [
      {
        ...testCompany,
        assignNewTo: 'ai',
        sendDelayMs: 1,
        application: { url, signingKey: 'signing-key' },
        rule: { url: `${url}/rule`, apiSecret: 'api-secret' },
      },
    ],
  });
  connection = {
    workspace: 'demo',
    vendor: 'front',
    apiBaseUrl: `${desk.url}/front`,
    accessToken: TOKEN,
    signingSecrets: ['signing-key', 'api-secret'],
    aiTeammateId: AI,
    externalWorkspaceId: 'cmp_4exa1',
  };
  api = createFrontApi();
});

afterEach(async () => {
  await api.close();
  await desk.stop();
  receiver.closeAllConnections();
  await new Promise((done) => receiver.close(done));
});

const front = () => {
  const found = desk.front.get('demo');
  if (!found) throw new Error('There is no company.');
  return found;
};

const signal = () => AbortSignal.timeout(10_000);

const factsOf = (request: WebhookRequest) => {
  expect(frontWebhooks.verify(request, connection, Date.now())).toEqual({ kind: 'genuine' });
  const reception = frontWebhooks.receive(request, connection);
  if (reception.kind !== 'deliveries') throw new Error(`Not a delivery: ${reception.kind}.`);
  return reception.deliveries.flatMap((delivery) => frontWebhooks.interpret(delivery, connection));
};

describe('the adapter for Front', () => {
  it('does everything here, and finds each effect when it reads back', async () => {
    const conversation = front().company.customerStarts('Hello?').id;
    const commands: readonly VendorCommand[] = [
      { kind: 'reply', conversation, text: 'Open Settings.\n\nThen <Export>.' },
      { kind: 'note', conversation, text: 'Handing over' },
      { kind: 'tag', conversation, tag: 'export-bug' },
      { kind: 'unassign', conversation },
      { kind: 'assign', conversation, to: { kind: 'teammate', id: ROBIN } },
      { kind: 'close', conversation },
    ];
    for (const command of commands) {
      const since = Date.now();
      const result = await api.perform(command, connection, signal());
      await front().idle();
      const attempt = { since, exclude: [] };
      const { kind } = await api.readBack(command, connection, attempt, signal());
      expect([command.kind, result.kind, kind]).toEqual([command.kind, 'done', 'found']);
    }
    expect(await api.ownership(conversation, connection, signal())).toMatchObject({
      kind: 'known',
      assignee: { kind: 'teammate', id: ROBIN },
      open: false,
    });
  });

  it('reads both families of webhooks, with the same identities', async () => {
    expect(await front().sender.save()).toEqual({ status: 200, challenge: 'met' });
    received = [];
    const it = front().company.customerStarts('Hello?', 'sms');
    front().company.teammateReplies(it, ROBIN, '<p>Hi</p>');
    front().company.acts.archive(it, { type: 'teammate', id: ROBIN });
    await front().idle();
    const of = (rule: boolean) =>
      received
        .filter(({ url }) => url.endsWith('/rule') === rule)
        .flatMap(factsOf)
        .map(({ type, identity }) => [type, identity]);
    expect(of(false).map(([type]) => type)).toEqual([
      'CustomerWrote',
      'ConversationAssigned',
      'TeammateWrote',
      'ConversationClosed',
    ]);
    expect(of(true)).toEqual(of(false));
  });

  it('finds that the conversation is the AI’s again when a rule contests the handoff', async () => {
    front().company.rules.set([{ on: 'unassign', do: { kind: 'assign', to: 'ai' }, afterMs: 1 }]);
    const conversation = front().company.customerStarts('A person, please').id;
    await api.perform({ kind: 'unassign', conversation }, connection, signal());
    await front().idle();
    expect(await api.ownership(conversation, connection, signal())).toMatchObject({
      kind: 'known',
      assignee: { kind: 'ai', id: AI },
      assignedBy: 'rul_4exa1',
    });
  });

  it('does not find a reply that was accepted and never seen', async () => {
    const conversation = front().company.customerStarts('Hello?').id;
    front().faults.set([{ fault: 'unseen', on: 'reply', times: 1 }]);
    const reply = { kind: 'reply', conversation, text: 'Hello.' } as const;
    const since = Date.now();
    expect((await api.perform(reply, connection, signal())).kind).toBe('done');
    await front().idle();
    const attempt = { since, exclude: [] };
    expect((await api.readBack(reply, connection, attempt, signal())).kind).toBe('absent');
  });

  it('sees which scope is missing and which token is refused', async () => {
    const failed = async () =>
      (await createFrontVerification().verify(connection, signal()))
        .filter(({ result }) => result === 'failed')
        .map(({ code }) => code);
    expect(await failed()).toEqual([]);
    front().access.set({ scopes: ['shared:*'] });
    expect(await failed()).toEqual([
      'FRONT.SCOPE_PRIVATE_MISSING',
      'FRONT.SCOPE_PROVISIONING_MISSING',
    ]);
    front().access.set({ state: 'expired' });
    expect(await failed()).toEqual(['FRONT.TOKEN_EXPIRED']);
  });
});
