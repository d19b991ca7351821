import type { Case, ConnectionView, SourceView } from './case';
import type { Diagnosis } from './diagnose';
import { diagnosisOf } from './diagnose';
import { credentials } from './symptoms/credentials';
import { knowledgeMissing } from './symptoms/knowledge-missing';
import { nothingComes, noWebhooks } from './symptoms/no-webhooks';

/** What is known of a workspace apart from its sessions. */
export interface WorkspaceView {
  readonly connections: readonly { readonly vendor: string; readonly connection: ConnectionView }[];
  /** `null`: they cannot be read. */
  readonly sources: readonly SourceView[] | null;
  readonly now: number;
}

/** `place`: the vendor of a connection, or `knowledge`. */
export type PlaceDiagnosis = Diagnosis & { readonly place: string };

/** What goes wrong before there is a session to look at: credentials, webhooks, knowledge. */
export const diagnoseWorkspace = (view: WorkspaceView): readonly PlaceDiagnosis[] => [
  ...view.connections.flatMap(({ vendor, connection }) =>
    ofConnection({ ...NO_SESSION, vendor, connection, now: view.now }, connection),
  ),
  { ...diagnosisOf(knowledgeMissing, { ...NO_SESSION, ...view }), place: 'knowledge' },
];

/** Without a token that works nothing else is worth a look (S004). */
const ofConnection = (given: Case, connection: ConnectionView): readonly PlaceDiagnosis[] => [
  { ...diagnosisOf(credentials, given), place: given.vendor },
  {
    ...diagnosisOf(noWebhooks, given),
    present: nothingComes(connection),
    place: given.vendor,
  },
];

const NO_SESSION = {
  session: '',
  vendor: '',
  events: [],
  settings: null,
  connection: null,
  deliveries: [],
  sources: null,
} as const;
