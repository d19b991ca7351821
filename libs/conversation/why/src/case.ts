import type {
  ConversationSettings,
  EventData,
  EventType,
  RecordedEvent,
} from '@deskstream/conversation-domain';

/** One event of the session and its place in the session's log. */
export interface Told {
  readonly seq: number;
  readonly event: RecordedEvent;
}

/** The same, of one type. */
export type ToldOf<K extends EventType> = Told & {
  readonly event: { readonly type: K; readonly data: EventData<K> };
};

/** Everything that a diagnosis looks at. Times in milliseconds since the epoch. */
export interface Case {
  /** Session key. */
  readonly session: string;
  readonly vendor: string;
  /** Oldest first. */
  readonly events: readonly Told[];
  /** Rules in force now; `null`: they cannot be read. */
  readonly settings: ConversationSettings | null;
  /** `null`: this help desk is not connected any more. */
  readonly connection: ConnectionView | null;
  /** Where its ticket stands, when that is another help desk. */
  readonly ticketDesk?: ConnectionView | null;
  /** What a person said last on that ticket; `null`: nothing. Absent: nobody looked. */
  readonly ticketReply?: { readonly visibility: 'public' | 'note' } | null;
  /** For how long after its begin a customer can come back to it; absent: nobody knows. */
  readonly sessionMs?: number;
  readonly deliveries: readonly DeliveryView[];
  /** Whether the workspace has a CRM, which is apart from its help desks. Absent: unknown. */
  readonly crmConnected?: boolean;
  /** What the CRM answered about this customer. Absent: it was not asked. */
  readonly crm?: CrmView;
  /** `null`: knowledge sources cannot be read. */
  readonly sources: readonly SourceView[] | null;
  readonly now: number;
}

/** What the lights of a connection rest on. */
export interface ConnectionView {
  readonly webhookUrl: {
    readonly configured: string | null;
    readonly arrivingAt: string | null;
    readonly light: string;
    readonly fix: string | null;
  };
  readonly verification: { readonly at: number; readonly checks: readonly CheckView[] } | null;
  readonly topics: readonly {
    readonly topic: string;
    readonly required: boolean;
    readonly lastAt: number | null;
  }[];
  readonly refused: readonly {
    readonly code: string;
    readonly count: number;
    readonly lastAt: number;
  }[];
}

export interface CheckView {
  readonly name: string;
  readonly result: 'ok' | 'warning' | 'failed';
  readonly expected: string;
  readonly found: string;
  readonly fix?: string;
}

/** One webhook delivery of the session. */
export interface DeliveryView {
  readonly id: string;
  readonly vendorTopic: string;
  readonly receivedAt: number;
  /** How often the vendor sent it. */
  readonly times: number;
  /** Inputs that it led to. */
  readonly inputs: number;
}

/** One knowledge source of the workspace. */
export interface SourceView {
  readonly name: string;
  readonly selected: number;
  readonly articles: number;
  readonly lastSyncAt: number | null;
  /** Of the last sync, in the order in which they are asked; empty: there was none. */
  readonly checks: readonly CheckView[];
  /** Why the last sync failed though its checks pass; `null`: it did not. */
  readonly problem: string | null;
  /** Articles that the last sync could not read, while it read the others. */
  readonly failed?: number;
  /** What to do about the problem. */
  readonly fix?: string;
}

/** The customer in the CRM. `because`: why it could not be read. */
export type CrmView =
  | { readonly kind: 'found' | 'no-match' }
  | { readonly kind: 'unreadable'; readonly because: string };

export const all = <K extends EventType>({ events }: Case, type: K): readonly ToldOf<K>[] =>
  events.filter((told): told is ToldOf<K> => told.event.type === type);

export const last = <K extends EventType>(given: Case, type: K): ToldOf<K> | undefined =>
  all(given, type).at(-1);

/** The first one of this type after `seq`. */
export const next = <K extends EventType>(
  given: Case,
  type: K,
  seq: number,
): ToldOf<K> | undefined => all(given, type).find((told) => told.seq > seq);
