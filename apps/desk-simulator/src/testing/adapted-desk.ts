import { createIntercomApi, intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import type { CanonicalFact, VendorCommand, VendorConnection } from '@deskstream/port-vendor';
import type { RunningDeskSimulator } from '../start-desk-simulator';
import { startDeskSimulator } from '../start-desk-simulator';
import type { Workspace } from '../workspace';

export const AI = '9000001';
export const go = new AbortController().signal;

export type AdaptedDesk = Awaited<ReturnType<typeof openAdaptedDesk>>;

/** The stand-in Intercom, and the adapter of Intercom that is connected to it; one conversation is begun. */
export const openAdaptedDesk = async () => {
  const told: CanonicalFact[] = [];
  const simulator = await startDeskSimulator({
    port: 0,
    post: ({ body, headers }) => {
      if (body !== null) told.push(...heard({ body, headers, connection }));
      return Promise.resolve(200);
    },
    workspaces: [
      {
        workspace: 'demo',
        appId: 'demo-app',
        clientSecret: 'secret',
        accessToken: 'token',
        aiAdminId: AI,
        assignNewTo: 'ai',
        webhookUrl: 'http://receiver.test',
      },
    ],
  });
  const connection = connectionOf(simulator);
  const workspace = simulator.workspaces.get('demo') as Workspace;
  const { desk } = workspace;
  const api = createIntercomApi();
  const { conversation } = desk.customerStarts('Where is my export?', 'Ada');
  return {
    ...{ workspace, desk, api, connection, conversation },
    /** What the adapter understood of the webhooks that were posted. */
    told,
    perform: (command: WithoutConversation<VendorCommand>) =>
      api.perform({ ...command, conversation: conversation.id }, connection, go),
    readBack: (command: WithoutConversation<VendorCommand>) =>
      api.readBack(
        { ...command, conversation: conversation.id },
        connection,
        { since: Date.now(), exclude: [] },
        go,
      ),
    effects: () => desk.effects().map(({ kind }) => kind),
    close: async () => {
      await api.close();
      await simulator.stop();
    },
  };
};

type WithoutConversation<C> = C extends VendorCommand ? Omit<C, 'conversation'> : never;

const connectionOf = ({ url }: RunningDeskSimulator): VendorConnection => ({
  workspace: 'demo',
  vendor: 'intercom',
  apiBaseUrl: `${url}/intercom/demo`,
  accessToken: 'token',
  aiTeammateId: AI,
  externalWorkspaceId: 'demo-app',
  signingSecrets: ['secret'],
});

interface Posted {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connection: VendorConnection;
}

const heard = ({ body, headers, connection }: Posted): readonly CanonicalFact[] => {
  const request = { method: 'POST', url: '/', headers, body: new TextEncoder().encode(body) };
  const received = intercomWebhooks.receive(request, connection);
  return received.kind === 'deliveries'
    ? received.deliveries.flatMap((each) => intercomWebhooks.interpret(each, connection))
    : [];
};
