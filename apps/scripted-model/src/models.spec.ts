import { createModel } from '@deskstream/adapter-ai-models';
import type { ModelOptions } from '@deskstream/adapter-ai-models';
import { modelContract } from '@deskstream/port-ai/contract';
import { startScriptedModel } from './index';

const behind = (provider: ModelOptions['provider'], model = 'scripted') =>
  modelContract(`${provider} over HTTP`, async (script, timeouts) => {
    const server = await startScriptedModel({ script, port: 0 });
    return {
      model: createModel({
        provider,
        baseUrl: server.baseUrl,
        apiKey: 'secret-key',
        model,
        timeouts,
      }),
      requests: () => server.requests.length,
      close: server.stop,
    };
  });

behind('openai-compatible');
behind('anthropic');
