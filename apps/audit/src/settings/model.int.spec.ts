import { startScriptedModel } from '@deskstream/app-scripted-model';
import type { RunningScriptedModel } from '@deskstream/app-scripted-model';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';

describe('the model of a workspace over HTTP', () => {
  let served: ServedAudit;
  let server: RunningScriptedModel;

  beforeAll(async () => {
    server = await startScriptedModel({
      script: { rules: [{ then: { text: 'ready' } }] },
      port: 0,
    });
    served = await serveAudit();
    const model = {
      provider: 'openai-compatible',
      baseUrl: server.baseUrl,
      model: 'scripted',
      apiKey: 'sk-0123456789abcdef',
    };
    await served.settings.put({ workspace: 'acme', connections: [], model });
    await served.settings.put({ workspace: 'plain', connections: [] });
  });

  afterAll(async () => {
    await served.stop();
    await server.stop();
  });

  const call = async (path: string, method = 'GET') => {
    const answer = await fetch(`${served.url}/api/v1/workspaces/${path}`, { method });
    return { status: answer.status, body: (await answer.json()) as object };
  };

  it('shows it with its key masked', async () => {
    expect(await call('acme/model')).toMatchObject({
      status: 200,
      body: { model: { model: 'scripted', apiKey: '••••cdef', redaction: true } },
    });
    expect(await call('plain/model')).toMatchObject({ status: 200, body: { model: null } });
    expect(await call('nobody/model')).toMatchObject({ status: 404 });
  });

  it('verifies it by asking', async () => {
    const { body } = await call('acme/model/verify', 'POST');
    expect(body).toMatchObject({
      workspace: 'acme',
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'answers', result: 'ok' }),
        expect.objectContaining({ name: 'tools are supported', result: 'warning' }),
      ]),
    });
    expect((await call('plain/model/verify', 'POST')).body).toMatchObject({ checks: null });
  });
});
