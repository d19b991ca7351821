import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import { until } from './context';
import { AI, SECRET, WORKSPACE } from './installation';
import type { Signed } from './load';

/** Webhooks of as many new conversations, as the simulated vendor writes and signs them; all different. */
export const signedWebhooks = async (
  count: number,
  question = 'Where is my export?',
): Promise<readonly (Signed & { readonly conversation: string })[]> => {
  const signed: (Signed & { conversation: string })[] = [];
  const simulator = await startDeskSimulator({
    port: 0,
    workspaces: [
      {
        workspace: WORKSPACE,
        appId: 'bench-app',
        accessToken: 'bench-token',
        aiAdminId: AI,
        assignNewTo: 'nobody',
        clientSecret: SECRET,
        webhookUrl: 'http://127.0.0.1/none',
      },
    ],
    post: ({ body, headers }) => {
      if (body !== null) signed.push({ body, headers, conversation: conversationOf(body) });
      return Promise.resolve(200);
    },
  });
  const desk = simulator.workspaces.get(WORKSPACE)?.desk;
  for (let nth = 1; nth <= count; nth += 1) desk?.customerStarts(`${question} (${nth})`);
  await until('webhooks signed', () => signed.length >= count);
  await simulator.stop();
  return signed.slice(0, count);
};

const conversationOf = (body: string): string => {
  const { data } = JSON.parse(body) as { data: { item: { id: string | number } } };
  return String(data.item.id);
};
