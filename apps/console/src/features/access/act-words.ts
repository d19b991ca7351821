/** What somebody did, in words; a route that has none is told as it is. */
export const actWords = ({ route, reason }: { route: string; reason: string }): string => {
  const done = route.replace(DRY_RUN, '');
  const isForeseen = done !== route || (reason === '' && ALWAYS_FOR_A_REASON.has(done));
  return (isForeseen ? FORESEEN[done] : undefined) ?? WORDS[done] ?? route;
};

/** Where only the effect of an act was asked for. */
const DRY_RUN = / \(dry run\)$/;

/** Until that stood in the record, such an act without a reason was none. */
const ALWAYS_FOR_A_REASON: ReadonlySet<string> = new Set([
  'POST /sessions/:key/acts',
  'POST /sessions/:key/bundle',
  'POST /dead-letters/redrive',
]);

const FORESEEN: Readonly<Record<string, string>> = {
  'POST /sessions/:key/acts': 'Looked at what an act would do',
  'POST /sessions/:key/bundle': 'Looked at what an export would hold',
  'POST /dead-letters/redrive': 'Looked at what redriving would do',
  'POST /evaluation-sets/:set/file': 'Looked at what a file would change',
  'PUT /workspaces/:workspace': 'Looked at what settings would change',
  'POST /workspaces/:workspace/connections/:vendor/verify': 'Looked at what Verify would read',
  'POST /workspaces/:workspace/gaps': 'Looked at what a look for messages would read',
  'POST /workspaces/:workspace/knowledge/:source/sync': 'Looked at what a sync would read',
};

/** As the server records them: method and path, without the names in it. */
const WORDS: Readonly<Record<string, string>> = {
  'sign in': 'Signed in',
  'GET /access/acts': 'Looked at the record',
  'GET /access/tokens': 'Looked at the API tokens',
  'GET /access/users': 'Looked at the people',
  'PATCH /access/users/:id': 'Changed a person',
  'POST /access/password': 'Changed the own password',
  'POST /access/sign-out': 'Signed out',
  'POST /access/tokens': 'Made an API token',
  'POST /access/tokens/:id/revoke': 'Revoked an API token',
  'POST /access/users': 'Added a person',
  'POST /access/users/:id/password': 'Set a new password for a person',
  'GET /dead-letters': 'Looked at dead letters',
  'POST /dead-letters/redrive': 'Redrove dead letters',
  'GET /deliveries/:id': 'Looked at a delivery',
  'GET /evaluation-sets': 'Looked at evaluation sets',
  'GET /evaluation-sets/:set': 'Looked at an evaluation set',
  'GET /evaluation-sets/:set/runs': 'Looked at runs of an evaluation set',
  'GET /evaluation-sets/:set/runs/:id': 'Looked at a run of an evaluation set',
  'PUT /evaluation-sets/:set': 'Changed an evaluation set',
  'POST /evaluation-sets/:set/file': 'Imported an evaluation set',
  'POST /evaluation-sets/:set/cases': 'Made a case of a session',
  'DELETE /evaluation-sets/:set/cases/:case': 'Took a case out of a set',
  'POST /evaluation-sets/:set/runs': 'Played an evaluation set',
  'GET /metrics': 'Looked at metrics',
  'GET /metrics.csv': 'Downloaded metrics',
  'GET /metrics/sessions': 'Looked at conversations behind a figure',
  'GET /operations': 'Looked at operations',
  'GET /sessions': 'Looked for sessions',
  'GET /sessions/:key': 'Looked at a session',
  'GET /sessions/:key/bundle': 'Previewed an export',
  'POST /sessions/:key/bundle': 'Exported a session',
  'POST /sessions/:key/acts': 'Acted on a session',
  'GET /sessions/:key/crm': 'Looked at the customer of a session',
  'GET /sessions/:key/events': 'Looked at the events of a session',
  'GET /sessions/:key/live': 'Followed a session',
  'GET /sessions/:key/passages': 'Looked at what the AI read',
  'GET /sessions/:key/state': 'Looked at the state of a session',
  'GET /sessions/:key/timeline': 'Looked at the timeline of a session',
  'GET /sessions/:key/why': 'Asked why of a session',
  'GET /sessions/live': 'Followed the sessions',
  'POST /what-if': 'Asked a what-if',
  'POST /what-if/estimate': 'Estimated a what-if',
  'POST /what-if/runs': 'Started a what-if',
  'POST /what-if/runs/:id/resume': 'Resumed a what-if',
  'POST /what-if/runs/:id/stop': 'Stopped a what-if',
  'GET /what-if/runs/:id/report': 'Downloaded the report of a what-if',
  'GET /workspaces': 'Looked at workspaces',
  'GET /workspaces/:workspace': 'Looked at settings',
  'GET /workspaces/:workspace/history': 'Looked at the history of settings',
  'PUT /workspaces/:workspace': 'Changed settings',
  'POST /workspaces/:workspace/rollback': 'Brought settings back',
  'GET /workspaces/:workspace/connections': 'Looked at connections',
  'POST /workspaces/:workspace/connections/:vendor/directory': 'Read the accounts of a help desk',
  'PUT /workspaces/:workspace/connections/:vendor/secrets': 'Changed secrets of a connection',
  'POST /workspaces/:workspace/connections/:vendor/verify': 'Verified a connection',
  'POST /workspaces/:workspace/crm/verify': 'Verified the CRM',
  'POST /workspaces/:workspace/gaps': 'Looked for missed messages',
  'GET /workspaces/:workspace/knowledge': 'Looked at sources of articles',
  'POST /workspaces/:workspace/knowledge/:source/sync': 'Synced a source of articles',
  'POST /workspaces/:workspace/model/verify': 'Verified the model',
  'POST /workspaces/:workspace/tools/:tool/dry-run': 'Tried a tool dry',
};
