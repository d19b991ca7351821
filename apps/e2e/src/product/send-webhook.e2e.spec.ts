import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sharedReference, until } from '@deskstream/testing-harness';
import { execute } from './commands';
import type { RunningProduct } from './running-product';
import { jsonOf, startProduct } from './running-product';

const script = join(import.meta.dirname, '../../../../tools/send-webhook.sh');
const shared = sharedReference();
const example = join(shared ?? '', 'vendors/examples/intercom/conversation.user.created.json');
const here = shared !== null && existsSync(example);
const withExample = here ? describe : describe.skip;

interface MessageView {
  readonly type: string;
  readonly from: string;
  readonly text: string | null;
}

interface View {
  readonly messages: readonly MessageView[];
}

withExample(
  `a recorded webhook of Intercom, sent by curl${here ? '' : ' (skipped: ../shared/vendors/examples is absent)'}`,
  () => {
    let product: RunningProduct;

    beforeAll(async () => {
      product = await startProduct();
    });

    afterAll(() => product?.stop());

    const send = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      execute('sh', [script, ...args], env);

    const url = () => `${product.ingress}/webhooks/intercom/demo`;

    const answered = async (): Promise<readonly string[]> => {
      const all = await jsonOf<readonly View[]>(`${product.simulator}/_control/demo/conversations`);
      const said = all.flatMap(({ messages }) => messages);
      return said.flatMap(({ from, type, text }) =>
        from === 'ai' && type === 'comment' ? [text ?? ''] : [],
      );
    };

    it('is accepted with 200 and answered at the desk, without a tunnel (S122)', async () => {
      const env = { WEBHOOK_SECRET: 'demo-client-secret', SIMULATOR_URL: product.simulator };
      const sent = await send(env, example, url());
      expect(sent).toMatchObject({ code: 0, out: expect.stringContaining('HTTP 200') });
      await until(async () => (await answered()).length > 0, {
        timeoutMs: 90_000,
        describe: () => `nothing was said at the desk\n${product.said()}`,
      });
      expect(await answered()).toEqual([expect.stringMatching(/export/i)]);
    });

    it('is refused with 400 when it was signed with another secret', async () => {
      const sent = await send({ WEBHOOK_SECRET: 'another' }, example, url());
      expect(sent).toMatchObject({ code: 1, out: expect.stringContaining('HTTP 400') });
    });

    it('is not sent without a secret, without a file or to nowhere, and says why', async () => {
      expect(await send({}, example, url())).toMatchObject({
        code: 2,
        err: expect.stringContaining('WEBHOOK_SECRET: expected'),
      });
      expect(await send({ WEBHOOK_SECRET: 's' }, `${example}.none`, url())).toMatchObject({
        code: 2,
        err: expect.stringContaining('expected a readable file'),
      });
      const nowhere = await send({ WEBHOOK_SECRET: 's' }, example, 'http://127.0.0.1:1/');
      expect(nowhere.code).toBe(2);
    });
  },
);
