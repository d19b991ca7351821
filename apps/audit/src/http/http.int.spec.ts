import { createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryStreamIndex } from '@deskstream/adapter-stores-memory';
import { topicCatalogue } from '@deskstream/contracts';
import { noLogger, systemClock } from '@deskstream/kernel';
import type { Service } from '@deskstream/platform-nest';
import { createService, PROBLEM_JSON } from '@deskstream/platform-nest';
import { startTelemetry } from '@deskstream/platform-telemetry';
import type { TestDatabase } from '@deskstream/testing-harness';
import { testDatabase } from '@deskstream/testing-harness';
import type { RunningAudit } from '../audit';
import { startAudit } from '../audit';
import { AuditAccess } from './audit-access';
import { AuditHttpModule } from './audit-http.module';
import { configureAudit } from './configure';

describe('the HTTP API of audit', () => {
  let database: TestDatabase;
  let audit: RunningAudit;
  let service: Service;
  let api: string;

  beforeAll(async () => {
    database = await testDatabase();
    const log = createMemoryEventLog({ clock: systemClock });
    await log.provision(topicCatalogue(1));
    const platform = { name: 'audit', config: {}, clock: systemClock, logger: noLogger };
    audit = await startAudit({
      ...platform,
      log,
      index: createMemoryStreamIndex(),
      databaseUrl: database.url,
      schema: database.schema,
    });
    service = await createService({
      platform: { ...platform, telemetry: startTelemetry({ service: 'audit', env: {} }) },
      module: AuditHttpModule,
      configure: configureAudit,
    });
    service.app.get(AuditAccess).open(audit.parts);
    api = `${await service.listen(0, '127.0.0.1')}/api`;
  }, 60_000);

  afterAll(async () => {
    await service.stop();
    await audit.stop();
    await audit.parts.log.close();
    await database.drop();
  });

  it.each([
    ['/v1/sessions/acme%2Fintercom%2Fnone', 404],
    ['/v1/sessions/acme%2Fintercom%2Fnone/state', 404],
    ['/v1/deliveries/none', 404],
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
      '/api/v1/dead-letters',
      '/api/v1/dead-letters/redrive',
      '/api/v1/deliveries/{id}',
      '/api/v1/sessions',
      '/api/v1/sessions/live',
      '/api/v1/sessions/{key}',
      '/api/v1/sessions/{key}/events',
      '/api/v1/sessions/{key}/live',
      '/api/v1/sessions/{key}/state',
      '/api/v1/sessions/{key}/timeline',
      '/api/v1/status',
    ]);
  });
});
