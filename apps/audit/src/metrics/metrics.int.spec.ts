import type { MetricsReport } from '@deskstream/conversation-metrics';
import { PROBLEM_JSON } from '@deskstream/platform-nest';
import type { ServedAudit } from '../testing/served-audit';
import { serveAudit } from '../testing/served-audit';
import { customerWrote, judged, storyOf, T0 } from '../testing/story';
import type { ConversationsBehind } from './metrics.query';

const DAY = 86_400_000;
const RANGE = 'from=2026-09-20&to=2026-09-24';

/** Asked on a day (0: that of T0), answered after ten seconds, closed without a word of the customer. */
const answered = (key: string, day: number) => {
  const story = storyOf(key, T0 + day * DAY);
  const asked = customerWrote('m1', 'How do I export?');
  const data = { ...asked.data, vendorAt: T0 + day * DAY } as typeof asked.data;
  return [
    story.next({ ...asked, data } as typeof asked),
    story.next(judged('m1')),
    story.next(
      {
        type: 'ReplyDelivered',
        data: { commandId: 'c1', attempts: 1, vendorMessageId: 'p1', foundByReadBack: false },
      },
      10_000,
    ),
    story.next({ type: 'ConversationClosed', data: { vendorAt: T0 + day * DAY + 60_000 } }, 61_000),
  ];
};

const handedOver = (key: string) => {
  const story = storyOf(key);
  return [
    story.next(customerWrote('m1', 'Do you ship to the moon?')),
    story.next(judged('m1'), 1),
    story.next(
      {
        type: 'HandoffRequested',
        data: {
          cause: 'no-knowledge',
          messageIds: ['m1'],
          summary: '',
          steps: ['note', 'unassign'],
        },
      },
      2,
    ),
  ];
};

describe('the metrics over HTTP', () => {
  let served: ServedAudit;
  let api: string;

  beforeAll(async () => {
    served = await serveAudit();
    api = `${served.url}/api/v1`;
    await served.log.publish([
      ...answered('acme/intercom/c1', 0),
      ...answered('acme/intercom/c2', 1),
      ...answered('other/front/c3', 1),
      ...handedOver('acme/hubspot/c4'),
    ]);
    await served.settled();
  });

  afterAll(() => served.stop());

  const report = async (query: string): Promise<MetricsReport> =>
    (await (await fetch(`${api}/metrics?${query}`)).json()) as MetricsReport;
  const totals = ({ figures }: MetricsReport) =>
    Object.fromEntries(figures.map(({ name, total }) => [name, total]));

  it('are counted by period, each figure with its definition', async () => {
    const { figures, periods, filter } = await report(RANGE);
    expect(filter).toMatchObject({ timeZone: 'UTC', interval: 'day', workspace: null });
    expect(periods).toHaveLength(5);
    const [first] = figures;
    expect(first).toMatchObject({ name: 'conversations', total: 4, values: [0, 2, 2, 0, 0] });
    expect(first?.definition).toContain('a customer wrote');
    expect(totals({ figures, periods, filter })).toMatchObject({
      assumed_ai: 3,
      resolved_ai: 0,
      resolved_share: 0,
      assumed_ai_share: 0.75,
      open_people: 1,
      handoffs_no_knowledge: 1,
      first_response_p50_ms: 10_000,
      ai_involved_share: 1,
    });
  });

  it('leave out causes that did not occur, and know no share of nothing', async () => {
    const names = totals(await report(RANGE));
    expect(names).not.toHaveProperty('handoffs_frustration');
    expect(totals(await report('from=2020-01-01&to=2020-01-02'))).toMatchObject({
      conversations: 0,
      resolved_share: null,
      first_response_p50_ms: null,
    });
  });

  it.each([
    ['workspace=other', 1],
    ['vendor=intercom', 2],
    ['vendor=hubspot&channel=web', 1],
    ['channel=email', 0],
    ['timeZone=Pacific/Kiritimati', 4],
  ])('count what the filter leaves: %s', async (filter, conversations) => {
    expect(totals(await report(`${RANGE}&${filter}`))).toMatchObject({ conversations });
  });

  it('are the same as CSV', async () => {
    const json = await report(`${RANGE}&interval=week`);
    const answer = await fetch(`${api}/metrics.csv?${RANGE}&interval=week`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('metrics.csv');
    const [head, ...rows] = (await answer.text()).trimEnd().split('\r\n');
    expect(head?.split(',')).toEqual(['period', ...json.figures.map(({ name }) => name)]);
    const asText = (value: number | null | undefined) => (value ?? '').toString();
    expect(rows.map((row) => row.split(','))).toEqual([
      ...json.periods.map((period, at) => [
        period,
        ...json.figures.map(({ values }) => asText(values[at])),
      ]),
      ['total', ...json.figures.map(({ total }) => asText(total))],
    ]);
  });

  it('list the conversations behind a figure, page by page', async () => {
    const behind = async (query: string) =>
      (await (
        await fetch(`${api}/metrics/sessions?${RANGE}&${query}`)
      ).json()) as ConversationsBehind;
    const first = await behind('figure=assumed_ai&limit=2');
    expect(first.items.map(({ key }) => key)).toEqual(['other/front/c3', 'acme/intercom/c2']);
    const next = await behind(`figure=assumed_ai&limit=2&cursor=${first.next}`);
    expect(next).toMatchObject({
      items: [{ key: 'acme/intercom/c1', ending: 'assumed-ai', responseMs: 10_000 }],
      next: null,
    });
    expect((await behind('figure=handed_off')).items).toMatchObject([{ causes: ['no-knowledge'] }]);
  });

  it.each([
    ['/metrics?timeZone=%2B02:00', /name of a time zone/],
    ['/metrics?from=2026-02-30', /from/],
    ['/metrics?from=2026-09-02&to=2026-09-01', /after the last/],
    ['/metrics?from=1990-01-01', /more than 366 periods/],
    ['/metrics?interval=hour', /interval/],
    ['/metrics/sessions?figure=resolved_share', /lists no conversations/],
  ])('refuse %s and say why', async (path, because) => {
    const answer = await fetch(`${api}${path}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining(PROBLEM_JSON),
    ]);
    expect(((await answer.json()) as { detail: string }).detail).toMatch(because);
  });
});
