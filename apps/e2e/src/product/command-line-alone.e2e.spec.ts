import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder, removed } from '../wrong/places';
import { deskstream } from './commands';
import { startProduct } from './running-product';
import { settled } from './settled';

const QUESTION = 'How do I export all documents?';

describe('the command line, where nothing runs', () => {
  it.each([['status'], ['sessions'], ['show', 'x'], ['replay', 'x'], ['verify'], ['redrive']])(
    '%s: says that there is no installation, and makes none',
    async (...words) => {
      const folder = await dataFolder();
      const data = join(folder, 'data');
      const { code, out, err } = await deskstream({ DESKSTREAM_DATA: data }, ...words);
      expect({ code, out }).toEqual({ code: 3, out: '' });
      expect(err).toContain(`No Deskstream in ${data}`);
      expect(await readFile(join(data, 'format.json'), 'utf8').catch(() => null)).toBeNull();
      await removed(folder);
    },
  );

  it('says so when the database that it was told of does not answer', async () => {
    const env = {
      DATABASE_URL: 'postgres://app:secret@127.0.0.1:1/none',
      DESKSTREAM_SECRET_KEY: '5'.repeat(64),
    };
    const { code, out, err } = await deskstream(env, 'status');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('127.0.0.1:1');
    expect(err).not.toContain('secret');
  });

  it('reads a stopped installation by itself, and leaves nothing running', async () => {
    const product = await startProduct({ keep: true });
    const session = await settled(product, QUESTION);
    await product.stop();
    const env = { DESKSTREAM_DATA: product.env['DESKSTREAM_DATA'] ?? '' };
    expect((await deskstream(env, 'show', session)).out).toContain(QUESTION);
    expect(await deskstream(env, 'verify')).toMatchObject({ code: 0 });
    const pid = join(env.DESKSTREAM_DATA, 'postgres', 'postmaster.pid');
    expect(await readFile(pid, 'utf8').catch(() => null)).toBeNull();
    await removed(env.DESKSTREAM_DATA);
  });
});
