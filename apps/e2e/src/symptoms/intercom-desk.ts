import type { SimulatedWorkspace, Workspace } from '@deskstream/app-desk-simulator';
import type { Given, Stage, Wrong } from './wrong';
import { keyOf, rulesOf, SECRET, webhookOf } from './wrong';

const AI = '9000001';
export const PERSON = '7700101';

type Desk = Workspace['desk'];
type Conversation = NonNullable<ReturnType<Desk['find']>>;

/** One simulated Intercom, and what its people do. */
export interface IntercomStage extends Stage {
  readonly intercom: Workspace;
  /** A customer writes; gives the conversation and its session. */
  asks(text: string): { readonly it: Conversation; readonly session: string };
  sessionOf(it: Conversation): string;
}

type IntercomGiven = Given<SimulatedWorkspace> & {
  readonly play: (stage: IntercomStage) => Promise<string | null>;
};

/** A case on a help desk that gives new conversations to the AI, unless it says otherwise. */
export const onIntercom = (given: IntercomGiven): Wrong => {
  const { name, listed, cause, desk, connection, more, play } = given;
  return {
    workspace: `intercom-${name}`,
    listed,
    cause,
    desks: (workspace, at) => ({
      workspaces: [
        {
          workspace,
          appId: `app-${name}`,
          accessToken: `token-${name}`,
          aiAdminId: AI,
          assignNewTo: 'ai',
          clientSecret: SECRET,
          webhookUrl: webhookOf(at, 'intercom', workspace),
          ...desk?.(at, workspace),
        },
      ],
    }),
    settings: (workspace, at) => ({
      workspace,
      rules: rulesOf(given),
      connections: [
        {
          vendor: 'intercom',
          apiBaseUrl: `${at.desk}/intercom/${workspace}`,
          accessToken: `token-${name}`,
          signingSecrets: [SECRET],
          aiTeammateId: AI,
          publicWebhookUrl: webhookOf(at, 'intercom', workspace),
          ...connection,
        },
      ],
      ...more?.(at, workspace),
    }),
    play: (stage) => play(stageOf(stage)),
  };
};

const stageOf = (stage: Stage): IntercomStage => {
  const { workspace, desk } = stage;
  const intercom = desk.workspaces.get(workspace);
  if (intercom === undefined) throw new Error(`no Intercom of ${workspace}`);
  const sessionOf = ({ id }: Conversation) => keyOf(workspace, 'intercom', id);
  return {
    ...stage,
    intercom,
    sessionOf,
    asks: (text) => {
      const it = intercom.desk.customerStarts(text).conversation;
      return { it, session: sessionOf(it) };
    },
  };
};

/** The person takes it, and the customer goes on. */
export const withPerson = (
  { intercom: { desk } }: IntercomStage,
  it: Conversation,
  text: string,
) => {
  desk.assign(it, desk.authorOf(PERSON), { type: 'admin', id: PERSON });
  desk.customerReplies(it, text);
};
