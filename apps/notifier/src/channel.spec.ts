import type { Clock } from '@deskstream/kernel';
import { openChannel } from './channel';
import type { NoticeFormat } from './channel';
import { startChannel } from './testing/channel';
import type { Answer } from './testing/channel';

const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };

/** What becomes of one notice, and what was posted. */
const tellOnce = async (answer: Answer, format: NoticeFormat = 'text') => {
  const server = await startChannel();
  server.answers.push(answer);
  const channel = openChannel({ url: server.url, format, timeoutMs: 200, clock });
  const told = await channel.tell('one\ntwo');
  await channel.close();
  await server.stop();
  return { told, posted: server.posted.map((body) => JSON.parse(body) as unknown) };
};

describe('a channel', () => {
  it.each([200, 202, 204])('that answers %d was told', async (status) => {
    expect(await tellOnce({ status })).toEqual({
      told: { kind: 'told' },
      posted: [{ text: 'one\ntwo' }],
    });
  });

  it.each([408, 429, 500, 503])('that answers %d may take it later', async (status) => {
    expect((await tellOnce({ status })).told).toEqual({
      kind: 'later',
      because: `NOTIFIER.BUSY the channel answered ${status}`,
      afterMs: null,
    });
  });

  it('says itself when', async () => {
    const { told } = await tellOnce({ status: 429, headers: { 'retry-after': '30' } });
    expect(told).toMatchObject({ kind: 'later', afterMs: 30_000 });
  });

  it('that does not answer in time may take it later', async () => {
    expect((await tellOnce({ status: 0 })).told).toMatchObject({ kind: 'later', afterMs: null });
  });

  it.each([302, 400, 403, 404, 410])('that answers %d does not take it', async (status) => {
    const { told } = await tellOnce({ status, headers: { location: '/elsewhere' } });
    expect(told).toEqual({
      kind: 'refused',
      because: `NOTIFIER.REFUSED the channel answered ${status}`,
    });
  });

  it('that is not there may take it later, and its address is in no reason', async () => {
    const { url, stop } = await startChannel();
    await stop();
    const channel = openChannel({ url, format: 'text', timeoutMs: 200, clock });
    const told = await channel.tell('one');
    await channel.close();
    expect(told).toMatchObject({ kind: 'later' });
    expect(JSON.stringify(told)).not.toMatch(/s3cret|hooks/);
  });

  it('of Teams gets a card with a line of text each', async () => {
    const { posted } = await tellOnce({ status: 202 }, 'teams');
    expect(posted).toMatchObject([
      {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: { type: 'AdaptiveCard', body: [{ text: 'one' }, { text: 'two' }] },
          },
        ],
      },
    ]);
  });
});
