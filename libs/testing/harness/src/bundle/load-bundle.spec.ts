import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeEvent } from '@deskstream/contracts';
import type { BundledEvent, Exported } from '@deskstream/conversation-bundle';
import { makeBundle } from '@deskstream/conversation-bundle';
import type { Conversation, RecordedEvent } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import { emptySummary, lineOf, summarise, turnsOf } from '@deskstream/conversation-read-models';
import { loadBundle } from './load-bundle';

const root = join(import.meta.dirname, '../../../../conversation/histories');
const histories = ['v1', 'v2'].flatMap((version) =>
  readdirSync(join(root, version))
    .filter((name) => name.endsWith('.ndjson'))
    .map((name) => join(version, name)),
);

describe('a golden history, exported and loaded as a fixture', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const exportedAndLoaded = (name: string, mask: boolean) => {
    const exported = exportedOf(name);
    const file = join(folder, 'bundle.json');
    writeFileSync(file, JSON.stringify(makeBundle(exported, { mask })));
    return { exported, loaded: loadBundle(file) };
  };

  it.each(histories)('%s comes to the same decisions at the same times', (name) => {
    for (const mask of [false, true]) {
      const { exported, loaded } = exportedAndLoaded(name, mask);
      const before = exported.events.map(({ event }) => event);
      expect(loaded.events.map(({ id, type, at }) => [id, type, at])).toEqual(
        before.map(({ id, type, at }) => [id, type, at]),
      );
      expect(decisionsIn(loaded.events)).toEqual(decisionsIn(before));
      expect(shapeOf(folded(loaded.events))).toEqual(shapeOf(folded(before)));
      expect(turnsIn(loaded.events)).toEqual(turnsIn(before));
    }
  });

  it.each(histories)('%s names nobody', (name) => {
    const { exported, loaded } = exportedAndLoaded(name, false);
    const ids = exported.events.flatMap(({ event }) =>
      event.type === 'CustomerMessageReceived' ? [event.data.author.id] : [],
    );
    const text = JSON.stringify(loaded.bundle);
    expect(ids.length).toBeGreaterThan(0);
    expect([exported.session, ...ids].filter((known) => text.includes(`"${known}"`))).toEqual([]);
  });

  it('says what is wrong with a file that is none', () => {
    const file = join(folder, 'none.json');
    writeFileSync(file, '{}');
    expect(() => loadBundle(file)).toThrow(/none\.json: This is no exported session/);
  });
});

interface StoredLine {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

const exportedOf = (name: string): Exported => {
  const events = readFileSync(join(root, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, offset): BundledEvent => {
      const { key, headers, value } = JSON.parse(line) as StoredLine;
      const decoded = decodeEvent({ key, headers, value: new TextEncoder().encode(value) });
      if (!decoded.ok) throw new Error(decoded.because);
      return { ...decoded.value, seq: decoded.value.envelope.seq, partition: 0, offset };
    });
  return {
    session: events[0]!.envelope.subject,
    exportedAt: events.at(-1)!.event.at,
    events,
    chain: { verifiedBeforeRedaction: true, broken: null },
    deliveries: [],
    settings: [],
    why: [],
    passages: [],
  };
};

const folded = (events: readonly RecordedEvent[]): Conversation =>
  events.reduce(conversationDecider.evolve, conversationDecider.initialState);

/** What was decided, without the words and names that redaction changes. */
const decisionsIn = (events: readonly RecordedEvent[]): readonly unknown[] =>
  events.flatMap((event): readonly unknown[] => {
    if (event.type === 'MessageJudged')
      return [[event.data.verdict, event.data.checks.map(({ name, ok }) => [name, ok])]];
    if (event.type === 'MessagesSettled')
      return [[event.data.outcome, event.data.messageIds.length]];
    return event.type === 'HandoffRequested' ? [[event.data.cause, event.data.steps]] : [];
  });

/** Every field of the state, with strings only as such: names change one for one. */
const shapeOf = (state: Conversation): unknown =>
  JSON.parse(
    JSON.stringify(state, (_key, value: unknown) => (typeof value === 'string' ? 'text' : value)),
  );

const turnsIn = (events: readonly RecordedEvent[]) => {
  const numbered = events.map((event, index) => ({ seq: index + 1, event }));
  const { owner, phase, replies, handoffs } = numbered.reduce(summarise, emptySummary);
  const groups = events.map((event) => lineOf(event).group);
  const turns = turnsOf(numbered, events.at(-1)?.at ?? 0);
  return { owner, phase, replies, handoffs, groups, spans: turns.map(({ spans }) => spans) };
};
