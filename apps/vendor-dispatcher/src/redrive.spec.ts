import type { InputRecord } from '@deskstream/contracts';
import { decodeInput, redriven, TOPICS } from '@deskstream/contracts';
import type { ConversationEvent, InputData } from '@deskstream/conversation-domain';
import type { LogRecord } from '@deskstream/port-event-log';
import { Scheduler } from '@deskstream/testing-simulation';
import { asked, Desk, reply, T0 } from './testing/desk';

const DAY = 24 * 3_600_000;

/** A desk on which the reply of `c1` was given up. */
const givenUp = async (answer: Desk['vendor']['answer'], unreadable = false): Promise<Desk> => {
  const desk = new Desk(new Scheduler({ seed: 1, startAt: T0, maxSteps: 2_000_000 }));
  await desk.provision();
  desk.vendor.answer = answer;
  desk.vendor.unreadable = unreadable;
  await desk.asks(asked('calm', 'c1', reply));
  void desk.start();
  await desk.until(() => false, DAY);
  desk.vendor.answer = () => null;
  desk.vendor.unreadable = false;
  return desk;
};

const parkedOf = async (desk: Desk): Promise<readonly LogRecord[]> => desk.read(TOPICS.deadLetters);

const inputOf = (parked: LogRecord | undefined): InputRecord => {
  const draft = parked === undefined ? null : redriven(parked);
  if (draft === null) throw new Error('nothing to redrive');
  expect(draft.topic).toBe(TOPICS.inputs);
  const decoded = decodeInput({ ...draft, partition: 0, offset: 0, timestamp: T0 });
  if (!decoded.ok) throw new Error(decoded.because);
  return decoded.value;
};

/** What the log makes of it. */
const again = ({ input }: InputRecord): ConversationEvent => {
  const data = input.data as InputData<'DispatchRedriven'>;
  return { type: 'RedriveRequested', data };
};

const resultOf = async (desk: Desk, commandId: string) =>
  (await desk.reports())
    .map(({ input }) => input.data as InputData<'DispatchReported'>)
    .find((data) => data.commandId === commandId)?.result;

describe('a request that was given up (S035, S093)', () => {
  it('is parked with its cause, once, and says what would ask for it again', async () => {
    const desk = await givenUp(() => ({ kind: 'unreachable', because: 'ECONNREFUSED' }));
    const parked = await parkedOf(desk);
    expect(parked).toHaveLength(1);
    expect(parked[0]?.headers['dl_because']).toContain('DISPATCH.GAVE_UP reply');
    expect(inputOf(parked[0]).input).toMatchObject({
      type: 'DispatchRedriven',
      data: { commandId: 'ev-c1-1', kind: 'reply' },
    });
    expect(await resultOf(desk, 'ev-c1-1')).toMatchObject({ code: 'DISPATCH.GAVE_UP' });
  });

  it('is made again under a new command id when it is redriven', async () => {
    const desk = await givenUp(() => ({ kind: 'unreachable', because: 'ECONNREFUSED' }));
    const [parked] = await parkedOf(desk);
    await desk.asks(asked('calm', 'c1', again(inputOf(parked)), 2));
    await desk.until(() => false, 60_000);
    expect(await resultOf(desk, 'ev-c1-2')).toMatchObject({
      kind: 'delivered',
      foundByReadBack: false,
    });
    expect(desk.vendor.done).toEqual(['c1']);
  });

  it('in doubt is read back first, so that what did arrive is not sent again', async () => {
    const desk = await givenUp(() => ({ kind: 'unknown', because: 'timeout' }), true);
    expect(desk.vendor.done).toEqual(['c1']);
    const input = inputOf((await parkedOf(desk))[0]);
    expect((input.input.data as { lookFrom?: number }).lookFrom).toBeGreaterThanOrEqual(T0);
    await desk.asks(asked('calm', 'c1', again(input), 2));
    await desk.until(() => false, 60_000);
    expect(desk.vendor.done).toEqual(['c1']);
    expect(await resultOf(desk, 'ev-c1-2')).toMatchObject({
      kind: 'delivered',
      foundByReadBack: true,
    });
  });

  it('and given up again is parked under its first id, and can be redriven once more', async () => {
    const desk = await givenUp(() => ({ kind: 'unreachable', because: 'ECONNREFUSED' }));
    const first = inputOf((await parkedOf(desk))[0]);
    desk.vendor.answer = () => ({ kind: 'unreachable', because: 'ECONNREFUSED' });
    await desk.asks(asked('calm', 'c1', again(first), 2));
    await desk.until(() => false, DAY);
    const second = inputOf((await parkedOf(desk))[1]);
    expect(second.input.data).toEqual(first.input.data);
    expect(second.input.id).not.toBe(first.input.id);
  });

  it('is kept back when its question was answered since', async () => {
    const desk = await givenUp(() => ({ kind: 'unreachable', because: 'ECONNREFUSED' }));
    const input = inputOf((await parkedOf(desk))[0]);
    const settled: ConversationEvent = {
      type: 'MessagesSettled',
      data: { messageIds: ['m1'], outcome: 'replied', reason: 'the reply was delivered' },
    };
    await desk.asks(asked('calm', 'c1', settled, 2), asked('calm', 'c1', again(input), 3));
    await desk.until(() => false, 60_000);
    expect(desk.vendor.done).toEqual([]);
    expect(await resultOf(desk, 'ev-c1-3')).toMatchObject({ kind: 'withheld' });
  });

  it('that the log does not know is reported, not waited for', async () => {
    const desk = await givenUp(() => ({ kind: 'unreachable', because: 'ECONNREFUSED' }));
    const unknown: ConversationEvent = {
      type: 'RedriveRequested',
      data: { commandId: 'nobody', kind: 'reply' },
    };
    await desk.asks(asked('calm', 'c1', unknown, 2));
    await desk.until(() => false, 60_000);
    expect(await resultOf(desk, 'ev-c1-2')).toMatchObject({ code: 'DISPATCH.UNKNOWN_COMMAND' });
  });
});
