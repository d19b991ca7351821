import { deadLetterOf, encodeInput, inputIdOf, TOPICS } from '@deskstream/contracts';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf, T0, webhookOf } from '../testing/story';

describe('deliveries and dead letters over HTTP', () => {
  let served: ServedAudit;
  let api: string;

  beforeAll(async () => {
    served = await serveAudit();
    api = `${served.url}/api/v1`;
  });

  afterAll(() => served.stop());

  const get = async (path: string): Promise<unknown> => (await fetch(`${api}${path}`)).json();

  it('tells of a delivery what the log holds because of it (S054)', async () => {
    const story = storyOf('acme/intercom/traced');
    const deliveryId = 'notif_traced';
    await served.log.publish([
      webhookOf(deliveryId, story.key),
      story.next(customerWrote('m1', 'Hi')),
      story.next(judged('m1'), 2),
    ]);
    await served.settled();
    expect(await get(`/deliveries/${deliveryId}`)).toMatchObject({
      session: story.key,
      times: 1,
      events: [
        { seq: 1, type: 'CustomerMessageReceived' },
        { seq: 2, type: 'MessageJudged' },
      ],
    });
  });

  it('tells what became of a delivery: nothing yet, or what it repeats (S054)', async () => {
    const story = storyOf('acme/intercom/told-twice');
    const input = (delivery: string, given: Parameters<typeof encodeInput>[1]) =>
      encodeInput(
        {
          id: inputIdOf(story.key, given.type, delivery),
          source: '/dedup',
          subject: story.key,
          time: T0,
          correlationId: delivery,
          causationId: `webhook_${delivery}`,
        },
        given,
      );
    await served.log.publish([
      webhookOf('n_waiting', story.key),
      webhookOf('n_repeated', story.key),
      input('n_repeated', {
        type: 'DeliverySuppressed',
        data: {
          deliveryId: 'n_repeated',
          vendorTopic: 'conversation.user.created',
          because: 'duplicate',
          duplicateOf: 'in_1',
          firstSeenAt: 'webhooks/0/1',
        },
      }),
    ]);
    await served.settled();
    expect(await get('/deliveries/n_waiting')).toMatchObject({ times: 1, inputs: [], events: [] });
    expect(await get('/deliveries/n_repeated')).toMatchObject({
      inputs: [
        {
          type: 'DeliverySuppressed',
          detail: { because: 'duplicate', duplicateOf: 'in_1' },
        },
      ],
      events: [],
    });
  });

  it('redrives dead letters by cause, a dry run first', async () => {
    const bad = { ...storyOf('acme/intercom/parked').next(judged('m9'), 20), topic: TOPICS.inputs };
    const parked = { ...bad, partition: 0, offset: 7, timestamp: T0 };
    const reason = { step: 'orchestrator.decide', because: 'unknown input type', attempts: 1 };
    await served.log.publish([deadLetterOf(parked, reason)]);
    const inputs = async () => (await served.log.ends(TOPICS.inputs))[0]!.end;
    const redrive = async (body: object) => {
      const answer = await fetch(`${api}/dead-letters/redrive`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });
      return (await answer.json()) as { letters: { because: string }[] };
    };
    const before = await inputs();
    const dry = await redrive({ because: reason.because });
    expect([dry.letters.length, await inputs()]).toEqual([1, before]);
    const asked = { because: reason.because, dryRun: false };
    expect((await redrive(asked)) as object).toMatchObject({ status: 400, code: 'ACT.NO_REASON' });
    const done = await redrive({ ...asked, reason: 'known now', changedBy: 'olga' });
    // The record, and who had it published again and why.
    expect([done.letters.length, await inputs()]).toEqual([1, before + 2]);
    expect((await redrive({})) as object).toMatchObject({ status: 400 });
  });
});
