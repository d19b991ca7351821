import { PROBLEM_JSON } from '@deskstream/platform-nest';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';

describe('the HTTP API of audit', () => {
  let served: ServedAudit;
  let api: string;

  beforeAll(async () => {
    served = await serveAudit();
    api = `${served.url}/api`;
  });

  afterAll(() => served.stop());

  it.each([
    ['/v1/sessions/acme%2Fintercom%2Fnone', 404],
    ['/v1/sessions/acme%2Fintercom%2Fnone/state', 404],
    ['/v1/deliveries/none', 404],
    ['/v1/workspaces/none', 404],
    ['/v1/workspaces/none/connections/intercom', 404],
    ['/v1/sessions?limit=0', 400],
    ['/v1/sessions?unknown=1', 400],
  ])('answers %s with %i as Problem Details', async (path, status) => {
    const answer = await fetch(`${api}${path}`);
    expect(answer.headers.get('content-type')).toContain(PROBLEM_JSON);
    expect([answer.status, await answer.json()]).toMatchObject([status, { status }]);
  });

  it('describes every route', async () => {
    const document = (await (await fetch(`${api}/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/v1/access/acts',
      '/api/v1/access/me',
      '/api/v1/access/password',
      '/api/v1/access/sign-in',
      '/api/v1/access/sign-out',
      '/api/v1/access/tokens',
      '/api/v1/access/tokens/{id}/revoke',
      '/api/v1/access/users',
      '/api/v1/access/users/{id}',
      '/api/v1/access/users/{id}/password',
      '/api/v1/dead-letters',
      '/api/v1/dead-letters/redrive',
      '/api/v1/deliveries/{id}',
      '/api/v1/evaluation-sets',
      '/api/v1/evaluation-sets/{set}',
      '/api/v1/evaluation-sets/{set}/cases',
      '/api/v1/evaluation-sets/{set}/cases/{case}',
      '/api/v1/evaluation-sets/{set}/file',
      '/api/v1/evaluation-sets/{set}/runs',
      '/api/v1/evaluation-sets/{set}/runs/{id}',
      '/api/v1/evaluation-sets/{set}/runs/{id}/resume',
      '/api/v1/evaluation-sets/{set}/runs/{id}/stop',
      '/api/v1/health',
      '/api/v1/metrics',
      '/api/v1/metrics.csv',
      '/api/v1/metrics/sessions',
      '/api/v1/operations',
      '/api/v1/sessions',
      '/api/v1/sessions/live',
      '/api/v1/sessions/{key}',
      '/api/v1/sessions/{key}/acts',
      '/api/v1/sessions/{key}/bundle',
      '/api/v1/sessions/{key}/crm',
      '/api/v1/sessions/{key}/events',
      '/api/v1/sessions/{key}/live',
      '/api/v1/sessions/{key}/passages',
      '/api/v1/sessions/{key}/reply-check',
      '/api/v1/sessions/{key}/state',
      '/api/v1/sessions/{key}/timeline',
      '/api/v1/sessions/{key}/why',
      '/api/v1/status',
      '/api/v1/what-if',
      '/api/v1/what-if/estimate',
      '/api/v1/what-if/options',
      '/api/v1/what-if/runs',
      '/api/v1/what-if/runs/{id}',
      '/api/v1/what-if/runs/{id}/report',
      '/api/v1/what-if/runs/{id}/resume',
      '/api/v1/what-if/runs/{id}/stop',
      '/api/v1/workspaces',
      '/api/v1/workspaces/{workspace}',
      '/api/v1/workspaces/{workspace}/connections',
      '/api/v1/workspaces/{workspace}/connections/{vendor}',
      '/api/v1/workspaces/{workspace}/connections/{vendor}/directory',
      '/api/v1/workspaces/{workspace}/connections/{vendor}/secrets',
      '/api/v1/workspaces/{workspace}/connections/{vendor}/verifications',
      '/api/v1/workspaces/{workspace}/connections/{vendor}/verify',
      '/api/v1/workspaces/{workspace}/crm',
      '/api/v1/workspaces/{workspace}/crm/verify',
      '/api/v1/workspaces/{workspace}/diff',
      '/api/v1/workspaces/{workspace}/gaps',
      '/api/v1/workspaces/{workspace}/history',
      '/api/v1/workspaces/{workspace}/knowledge',
      '/api/v1/workspaces/{workspace}/knowledge/articles',
      '/api/v1/workspaces/{workspace}/knowledge/shared',
      '/api/v1/workspaces/{workspace}/knowledge/{source}/sync',
      '/api/v1/workspaces/{workspace}/model',
      '/api/v1/workspaces/{workspace}/model/verify',
      '/api/v1/workspaces/{workspace}/rollback',
      '/api/v1/workspaces/{workspace}/tools/{tool}/dry-run',
      '/api/v1/workspaces/{workspace}/versions/{version}',
      '/api/v1/workspaces/{workspace}/why',
    ]);
  });
});
