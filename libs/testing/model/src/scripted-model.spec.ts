import { modelContract } from '@deskstream/port-ai/contract';
import { scriptedModel } from './index';

modelContract('the scripted model in memory', async (script, timeouts) => {
  const model = scriptedModel(script, { timeouts });
  return { model, requests: () => model.requests.length, close: async () => undefined };
});
