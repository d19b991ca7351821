import type {
  FrontCompanyConfig,
  FrontConversation,
  FrontInstance,
} from '@deskstream/app-desk-simulator';
import type { Given, Stage, Wrong } from './wrong';
import { keyOf, rulesOf, SECRET, webhookOf } from './wrong';

const AI = 'tea_4exa9';

/** One simulated Front, and what its people do. */
export interface FrontStage extends Stage {
  readonly front: FrontInstance;
  /** Teammate who is a person. */
  readonly person: string;
  /** A customer writes; gives the conversation and its session. */
  asks(text: string): { readonly it: FrontConversation; readonly session: string };
  sessionOf(it: FrontConversation): string;
}

type FrontGiven = Given<FrontCompanyConfig> & {
  readonly play: (stage: FrontStage) => Promise<string | null>;
};

/** A case on a help desk whose rule gives new conversations to the AI, unless it says otherwise. */
export const onFront = (given: FrontGiven): Wrong => {
  const { name, listed, cause, desk, connection, more, play } = given;
  return {
    workspace: `front-${name}`,
    listed,
    cause,
    desks: (workspace, at) => ({
      front: [
        {
          workspace,
          companyId: `cmp_${name}`,
          accessToken: `token-${name}`,
          aiTeammateId: AI,
          assignNewTo: 'ai',
          requestsPerMinute: 1_000_000,
          sendDelayMs: 20,
          articles: 3,
          application: { url: webhookOf(at, 'front', workspace), signingKey: SECRET },
          ...desk?.(at, workspace),
        },
      ],
    }),
    settings: (workspace, at) => ({
      workspace,
      rules: rulesOf(given),
      connections: [
        {
          vendor: 'front',
          apiBaseUrl: `${at.desk}/front`,
          accessToken: `token-${name}`,
          signingSecrets: [SECRET],
          aiTeammateId: AI,
          publicWebhookUrl: webhookOf(at, 'front', workspace),
          ...connection,
        },
      ],
      ...more?.(at, workspace),
    }),
    play: (stage) => play(stageOf(stage)),
  };
};

const stageOf = (stage: Stage): FrontStage => {
  const { workspace, desk } = stage;
  const front = desk.front.get(workspace);
  if (front === undefined) throw new Error(`no Front of ${workspace}`);
  const { company } = front;
  const sessionOf = ({ id }: FrontConversation) => keyOf(workspace, 'front', id);
  return {
    ...stage,
    front,
    person: company.store.directory.teammates.find(({ type }) => type === 'user')?.id ?? '',
    sessionOf,
    asks: (text) => {
      const it = company.customerStarts(text);
      return { it, session: sessionOf(it) };
    },
  };
};
