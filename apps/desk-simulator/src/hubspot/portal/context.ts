import type { Clock } from '@deskstream/kernel';
import { uuidOf } from '../../desk/random';
import type { Change, PortalConfig, PortalState, Rep } from '../model';

export interface Settings extends Required<PortalConfig> {
  readonly limits: Required<Required<PortalConfig>['limits']>;
}

/** What the parts of a portal share. */
export interface PortalContext {
  readonly settings: Settings;
  readonly state: PortalState;
  readonly clock: Clock;
  readonly reps: readonly Rep[];
  nextId(): string;
  messageId(): string;
  tell(change: Change): Change;
}

/** The defaults are the ids of the example payloads, so that these can be replayed as they are. */
export const settingsOf = (config: PortalConfig): Settings => ({
  portalId: 62_515_000,
  appId: 1_160_400,
  aiUserId: 55_501,
  reps: REPS,
  scopes: SCOPES,
  ticketProperties: [],
  contactProperties: [],
  truncateAt: 20_000,
  searchLagMs: 0,
  ...config,
  limits: { perTenSeconds: 100, perDay: 250_000, searchesPerSecond: 5, ...config.limits },
});

export const emptyState = (settings: Settings, firstId: number): PortalState => ({
  nextId: firstId,
  threads: [],
  objects: [],
  associations: [],
  properties: {
    contacts: [...CONTACT_PROPERTIES, ...settings.contactProperties],
    tickets: [...TICKET_PROPERTIES, ...settings.ticketProperties],
    companies: COMPANY_PROPERTIES,
  },
  effects: [],
  app: { state: 'active', scopes: [...settings.scopes] },
});

export const createContext = (
  settings: Settings,
  state: PortalState,
  { clock, seed }: { readonly clock: Clock; readonly seed: string | number },
): PortalContext & { readonly listeners: Set<(change: Change) => void> } => {
  const listeners = new Set<(change: Change) => void>();
  const nextId = () => String((state.nextId += 1));
  return {
    settings,
    state,
    clock,
    listeners,
    nextId,
    reps: [assistant(settings), ...settings.reps],
    messageId: () => uuidOf(seed, settings.portalId, 'message', nextId()).replaceAll('-', ''),
    tell: (change) => {
      listeners.forEach((listener) => listener(change));
      return change;
    },
  };
};

export const SCOPES: readonly string[] = [
  'conversations.read',
  'conversations.write',
  'tickets',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.companies.write',
  'crm.objects.owners.read',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
];

const assistant = ({ aiUserId }: Settings): Rep => ({
  userId: aiUserId,
  ownerId: '77601',
  name: 'Support Assistant',
  email: 'assistant@example.com',
});

const REPS: readonly Rep[] = [
  { userId: 55_502, ownerId: '77602', name: 'Robin Vega', email: 'robin@example.com' },
  { userId: 55_503, ownerId: '77603', name: 'Sam Okafor', email: 'sam@example.com' },
];

const COMMON = ['hs_object_id', 'createdate', 'hubspot_owner_id'];
const CONTACT_PROPERTIES = [
  ...COMMON,
  'lastmodifieddate',
  'email',
  'firstname',
  'lastname',
  'phone',
  'company',
  'jobtitle',
  'lifecyclestage',
  'hs_lead_status',
  'country',
  'city',
  'hs_language',
];
const TICKET_PROPERTIES = [
  ...COMMON,
  'hs_lastmodifieddate',
  'subject',
  'content',
  'hs_pipeline',
  'hs_pipeline_stage',
  'hs_ticket_priority',
  'hs_ticket_category',
  'source_type',
  'hs_tag_ids',
];
const COMPANY_PROPERTIES = [
  ...COMMON,
  'hs_lastmodifieddate',
  'name',
  'domain',
  'industry',
  'numberofemployees',
  'country',
  'annualrevenue',
  'description',
  'website',
];
