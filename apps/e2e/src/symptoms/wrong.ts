import type { DeskSimulatorOptions, RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import type { EventType } from '@deskstream/conversation-domain';
import { partitionKey } from '@deskstream/kernel';
import type { ConnectionDraft, WorkspaceDraft } from '@deskstream/platform-settings';

/** Answered by an article of the demo. */
export const KNOWN = 'How do I export all documents?';
export const ALSO_KNOWN = 'How do I export a single table as CSV?';
/** Answered by none. */
export const UNKNOWN = 'Do you have an office in Lisbon?';

/** Where everything listens. URLs without a slash at the end. */
export interface Addresses {
  readonly ingress: string;
  readonly desk: string;
  readonly webChat: string;
}

/** What a case may do and look at while it goes wrong. */
export interface Stage {
  readonly workspace: string;
  readonly at: Addresses;
  readonly desk: RunningDeskSimulator;
  /** Resolves when the session's log holds the event so often. */
  happens(session: string, type: EventType, times?: number): Promise<void>;
  /** *Verify* of a connection. */
  verify(vendor: string): Promise<void>;
  /** *Look for missed messages*. */
  findGaps(): Promise<void>;
  /** Resolves when the workspace's help desk was read for articles, whatever came of it. */
  synced(source: string): Promise<void>;
}

/** The first line of the Why panel. */
export interface Cause {
  readonly symptom: string;
  readonly check: string;
  readonly fix: RegExp;
}

/** One way to go wrong, in a workspace of its own. */
export interface Wrong {
  /** Name of the workspace, as in `intercom-3-autopilot-off`. */
  readonly workspace: string;
  /** What the vendor's page lists: document, symptom. */
  readonly listed: string;
  readonly desks: (
    workspace: string,
    at: Addresses,
  ) => Partial<Pick<DeskSimulatorOptions, 'workspaces' | 'hubspot' | 'front'>>;
  readonly settings: (workspace: string, at: Addresses) => WorkspaceDraft;
  /** Makes it go wrong. Gives the key of the session that shows it; `null`: the connections page does. */
  readonly play: (stage: Stage) => Promise<string | null>;
  readonly cause: Cause;
}

/** What the cases of every vendor may say. */
export interface Given<Desk> {
  readonly name: string;
  readonly listed: string;
  readonly desk?: (at: Addresses, workspace: string) => Partial<Desk>;
  readonly rules?: WorkspaceDraft['rules'];
  readonly connection?: Partial<ConnectionDraft>;
  /** Anything else of the settings. */
  readonly more?: (at: Addresses, workspace: string) => Partial<WorkspaceDraft>;
  readonly cause: Cause;
}

export const SECRET = 'signing-secret-of-the-symptoms';

const SOON = { web: 50, email: 50, chat: 50, sms: 50, phone: 50 };

/** Answers soon, and waits for nobody. */
export const rulesOf = ({
  rules = {},
}: Pick<Given<unknown>, 'rules'>): WorkspaceDraft['rules'] => ({
  waitMs: SOON,
  ...rules,
});

export const webhookOf = ({ ingress }: Addresses, vendor: string, workspace: string): string =>
  `${ingress}/webhooks/${vendor}/${workspace}`;

export const keyOf = (workspace: string, vendor: string, conversation: string): string =>
  partitionKey({ workspace, vendor, conversation });
