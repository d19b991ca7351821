import type { EventRecord } from '@deskstream/contracts';
import { systemClock } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import type { Desks } from './desks';
import { startDesks } from './desks';
import { VENDORS } from './workspace';
import type { Vendor } from './workspace';

let desks: Desks;

beforeEach(async () => {
  desks = await startDesks();
});

afterEach(async () => {
  await desks.stop();
});

const of = (vendor: Vendor): readonly EventRecord['event'][] =>
  desks
    .events()
    .filter(({ envelope }) => envelope.subject.split('/')[1] === vendor)
    .map(({ event }) => event);

const wroteIn = (vendor: Vendor) =>
  of(vendor).flatMap((event) =>
    event.type === 'CustomerMessageReceived'
      ? [{ text: event.data.text, recovered: event.data.recovered ?? false }]
      : [],
  );

const textsOf = (vendor: Vendor, recovered: boolean): readonly string[] =>
  wroteIn(vendor).flatMap((each) => (each.recovered === recovered ? [each.text] : []));

const count = (vendor: Vendor, type: EventRecord['event']['type']): number =>
  of(vendor).filter((event) => event.type === type).length;

const waitFor = (vendor: Vendor, condition: () => boolean) =>
  until(() => Promise.resolve(condition()), {
    timeoutMs: 60_000,
    describe: () => JSON.stringify(of(vendor).map(({ type, data }) => ({ type, data }))),
  });

/** Every message has its outcome, and nothing is under way. */
const settled = (vendor: Vendor, messages: number) =>
  waitFor(vendor, () => {
    const all = of(vendor).flatMap((event) =>
      event.type === 'MessagesSettled' ? event.data.messageIds : [],
    );
    return wroteIn(vendor).length >= messages && new Set(all).size >= messages;
  });

/** HubSpot's webhooks have no text: the first one after the silence makes the log read the whole thread. */
const AFTERWARDS: Readonly<Record<Vendor, readonly string[]>> = {
  intercom: ['Hello?'],
  hubspot: [],
  front: ['Hello?'],
};

describe.each(VENDORS)('the webhooks of %s are silent for a while', (vendor) => {
  const missed = ['They are gone.', 'All of them!'];
  const said = 1 + missed.length + AFTERWARDS[vendor].length;
  let since: number;

  beforeEach(async () => {
    since = systemClock.now() - 5_000;
    desks.says(vendor, 'Where are my exports?');
    await settled(vendor, 1);
    desks.line.cut();
    for (const text of missed) {
      desks.says(vendor, text);
      await desks.sent(vendor);
    }
    desks.line.mend();
    for (const text of AFTERWARDS[vendor]) desks.says(vendor, text);
    await settled(vendor, said - missed.length);
  });

  it('then every message is brought back once, marked, and answered (S036, S093)', async () => {
    const { finished } = await desks.findGaps(vendor, { since });
    expect(finished).toMatchObject({ result: 'complete', suspected: 1 });
    await settled(vendor, said);
    expect(textsOf(vendor, true)).toEqual(missed);
    expect(wroteIn(vendor)).toHaveLength(said);
  });

  it('then the webhooks that come late after all change nothing', async () => {
    await desks.findGaps(vendor, { since });
    await settled(vendor, said);
    const replies = count(vendor, 'ReplyDelivered');
    for (const status of await desks.line.deliverLate()) expect(status).toBe(200);
    desks.says(vendor, 'Thank you.');
    await settled(vendor, said + 1);
    expect(wroteIn(vendor)).toHaveLength(said + 1);
    expect(textsOf(vendor, true)).toEqual(missed);
    expect(count(vendor, 'ReplyDelivered')).toBe(replies + 1);
  });

  it('then a dry run tells what it would suspect, and a second check finds nothing', async () => {
    const dry = await desks.findGaps(vendor, { since, dryRun: true });
    expect(dry.suspects).toMatchObject([{ messages: missed.length }]);
    expect(count(vendor, 'GapSuspected')).toBe(0);
    await desks.findGaps(vendor, { since });
    await settled(vendor, said);
    await desks.sent(vendor);
    await waitFor(vendor, () => of(vendor).some(({ type }) => type === 'EchoRecognised'));
    const again = await desks.findGaps(vendor, { since });
    expect(again.suspects).toEqual([]);
    expect(count(vendor, 'GapSuspected')).toBe(1);
  });
});

describe('the gap finder as a service', () => {
  it('brings a conversation back that nobody heard of, and suspects nothing else', async () => {
    const finder = desks.startGapFinder();
    try {
      await until(() => Promise.resolve(finder.ready().ok), {
        timeoutMs: 60_000,
        describe: () => JSON.stringify(finder.ready()),
      });
      desks.line.cut();
      for (const vendor of VENDORS) desks.says(vendor, 'Is anybody there?');
      for (const vendor of VENDORS) {
        await settled(vendor, 1);
        expect(wroteIn(vendor)).toEqual([{ text: 'Is anybody there?', recovered: true }]);
        expect(count(vendor, 'ReplyDelivered')).toBe(1);
      }
    } finally {
      await finder.stop();
    }
  });
});
