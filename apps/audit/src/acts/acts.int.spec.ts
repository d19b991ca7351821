import { decodeInput, TOPICS } from '@deskstream/contracts';
import { readBundle } from '@deskstream/conversation-bundle';
import { eachRecord } from '@deskstream/port-event-log';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf, webhookOf } from '../testing/story';

describe('acting on a session over HTTP', () => {
  let served: ServedAudit;
  const story = storyOf('acme/intercom/4711000001');

  beforeAll(async () => {
    served = await serveAudit();
    await served.settings.put({ workspace: 'acme', connections: [] });
    await served.log.publish([
      webhookOf('notif_4711000001', story.key),
      story.next(customerWrote('m1', 'I am Ann, ann@shop.example', 'Ann')),
      story.next(judged('m1'), 5),
      story.next(
        {
          type: 'AssigneeChanged',
          data: { assignee: { kind: 'teammate', id: 'tea-90210' }, vendorAt: 1_790_000_000_001 },
        },
        6,
      ),
      story.next({ type: 'PersonTookOver', data: { how: 'assigned', teammate: 'tea-90210' } }, 6),
    ]);
    await served.settled();
  });

  afterAll(() => served.stop());

  const post = (path: string, body: object, key = story.key): Promise<Response> =>
    fetch(`${served.url}/api/v1/sessions/${encodeURIComponent(key)}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  const inputs = async () => {
    const found = [];
    for await (const record of eachRecord(served.log, TOPICS.inputs)) {
      const decoded = decodeInput(record);
      if (decoded.ok) found.push({ key: record.key, ...decoded.value.input });
    }
    return found;
  };

  it.each([
    [{ act: 'hand-back' }, ['HandedBackToAi']],
    [{ act: 'hand-off' }, ['InputIgnored']],
    [{ act: 'set-mode', mode: 'watch' }, ['SessionModeSet']],
    [{ act: 'set-mode', mode: 'autopilot' }, ['InputIgnored']],
  ])('%j: tells what would follow, and does nothing', async (asked, follows) => {
    const before = await inputs();
    const answer = await post('acts', asked);
    const { foreseen, dryRun } = (await answer.json()) as {
      dryRun: boolean;
      foreseen: { type: string; text: string }[];
    };
    expect([answer.status, dryRun]).toEqual([200, true]);
    expect(foreseen.map(({ type }) => type)).toEqual(expect.arrayContaining(follows));
    expect(await inputs()).toEqual(before);
  });

  it.each([
    [{ act: 'hand-back' }, 'OperatorHandedBack', {}],
    [{ act: 'hand-off' }, 'OperatorHandedOff', {}],
    [{ act: 'set-mode', mode: 'assist' }, 'SessionModeSet', { mode: 'assist' }],
  ])('%j: is an input of the session, with who and why', async (asked, type, data) => {
    const body = { ...asked, dryRun: false, reason: ' Ann asked for it ', changedBy: 'olga' };
    const answer = await post('acts', body);
    const { inputId } = (await answer.json()) as { inputId: string };
    expect((await inputs()).at(-1)).toMatchObject({
      key: story.key,
      id: inputId,
      type,
      data: { ...data, operator: 'olga', reason: 'Ann asked for it' },
    });
  });

  it.each([
    ['acts', { act: 'hand-back', dryRun: false }, story.key, 400],
    ['acts', { act: 'hand-back', dryRun: false, reason: ' ' }, story.key, 400],
    ['acts', { act: 'set-mode' }, story.key, 400],
    ['acts', { act: 'erase' }, story.key, 400],
    ['acts', { act: 'hand-back' }, 'acme/intercom/none', 404],
    ['bundle', { dryRun: false }, story.key, 400],
    ['bundle', {}, 'acme/intercom/none', 404],
    ['bundle', { as: 'pdf' }, story.key, 400],
  ])('%s %j is refused, and nothing is done', async (path, body, key, status) => {
    const before = await inputs();
    expect((await post(path, body, key)).status).toBe(status);
    expect(await inputs()).toEqual(before);
  });

  it('exports: says first what is in the file, then gives it and notes it in the log', async () => {
    const before = await inputs();
    const told = (await (await post('bundle', { mask: true })).json()) as object;
    expect(told).toMatchObject({
      dryRun: true,
      contents: { events: 4, deliveries: 1, text: 'masked', verifiedBeforeRedaction: true },
    });
    expect(await inputs()).toEqual(before);
    const answer = await post('bundle', {
      dryRun: false,
      reason: 'for the vendor',
      changedBy: 'olga',
    });
    expect(answer.headers.get('content-disposition')).toContain('deskstream-session.json');
    const text = await answer.text();
    const read = readBundle(text);
    expect(read).toMatchObject({ ok: true, bundle: { text: 'redacted' } });
    expect(
      ['Ann', 'ann@shop.example', '4711000001', 'tea-90210'].filter((one) => text.includes(one)),
    ).toEqual([]);
    expect((await inputs()).at(-1)).toMatchObject({
      type: 'SessionExported',
      data: { text: 'redacted', operator: 'olga', reason: 'for the vendor' },
    });
  });

  it('gives the same file to programs, which say why, too', async () => {
    const url = `${served.url}/api/v1/sessions/${encodeURIComponent(story.key)}/bundle`;
    const before = (await inputs()).length;
    expect((await fetch(`${url}?mask=true`)).status).toBe(400);
    expect((await fetch(`${url}?as=pdf&reason=why`)).status).toBe(400);
    expect(await inputs()).toHaveLength(before);
    const masked = await (await fetch(`${url}?mask=true&reason=ticket%2042`)).text();
    expect(readBundle(masked)).toMatchObject({ ok: true, bundle: { text: 'masked' } });
    expect((await inputs()).at(-1)).toMatchObject({
      type: 'SessionExported',
      data: { text: 'masked', operator: 'api', reason: 'ticket 42' },
    });
  });
});
