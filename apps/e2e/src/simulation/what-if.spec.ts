import { entriesOf, identity, rulesAt } from '@deskstream/platform-trials';
import { decodeEvent, decodeInput } from '@deskstream/contracts';
import type { RecordedEvent } from '@deskstream/conversation-domain';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { Replayed } from '@deskstream/conversation-what-if';
import { replayDecisions, whatIfOf } from '@deskstream/conversation-what-if';
import type { RulesPatch } from '@deskstream/port-settings';
import type { SimulatedSession } from './recorded-sessions';
import { recordSessions } from './recorded-sessions';
import { settings, WORKSPACE } from './workspace';

/** `WHAT_IF_SESSIONS=5000` for the long form. */
const { WHAT_IF_SESSIONS: wanted = '300' } = process.env;

const KEY = `${WORKSPACE}/intercom/c1`;
const history = { at: (name: string) => settings.current(name) as never };
const rules = rulesAt(history, {}).recorded(KEY)(1)!;

let sessions: readonly SimulatedSession[] = [];
const replays = new Map<string, Replayed>();

beforeAll(async () => {
  sessions = await recordSessions(Number(wanted));
  for (const { name, events } of sessions)
    replays.set(name, replayDecisions(entriesOf(events), { identity, settingsAt: () => rules }));
}, 1_800_000);

const changedBy = (patch: RulesPatch): readonly string[] => {
  const candidate = rulesAt(history, patch).candidate(KEY);
  return sessions
    .filter(({ name }) => {
      const replayed = replays.get(name)!;
      return whatIfOf(name, replayed, { settingsAt: candidate }).changes.length > 0;
    })
    .map(({ name }) => name);
};

/** The oracle reads the raw log, and knows nothing of replay and lanes. */
const sessionsWith = (holds: (event: RecordedEvent) => boolean): readonly string[] =>
  sessions
    .filter(({ events }) =>
      events.some((record) => {
        const decoded = decodeEvent(record);
        return decoded.ok && holds(decoded.value.event);
      }),
    )
    .map(({ name }) => name);

describe('exact replay of recorded sessions', () => {
  it('reproduces every decision to the byte', () => {
    const all = [...replays.values()];
    expect(all.flatMap(({ differences }) => differences)).toEqual([]);
    expect(all.reduce((sum, { reproduced }) => sum + reproduced, 0)).toBe(
      all.reduce((sum, { decisions }) => sum + decisions.length, 0),
    );
  });

  it('decides on inputs as good as those that were stored', () => {
    const otherwise: string[] = [];
    for (const { name, inputs } of sessions) {
      // Published again after a crash: the first one was decided on.
      const stored = new Map(
        inputs.toReversed().flatMap((record) => {
          const decoded = decodeInput(record);
          return decoded.ok ? [[decoded.value.input.id, decoded.value.input] as const] : [];
        }),
      );
      let state = conversationDecider.initialState;
      for (const { input, inputId, entries } of replays.get(name)!.decisions) {
        const real = stored.get(inputId)!;
        const decided = JSON.stringify(conversationDecider.decide(real, state, rules));
        const recorded = entries.map(({ event: { type, data } }) => ({ type, data }));
        const isSame = input!.type === real.type || real.type === 'MessageAnnounced';
        if (!isSame || decided !== JSON.stringify(recorded)) otherwise.push(`${name} ${inputId}`);
        for (const { event } of entries) state = conversationDecider.evolve(state, event);
      }
    }
    expect(otherwise).toEqual([]);
  });

  it('names event, field, what was expected and what was found where a decision differs', () => {
    const { events } = sessions.find(({ name }) => replays.get(name)!.decisions.length > 3)!;
    const entries = entriesOf(events).map((entry) =>
      entry.event.type === 'MessageJudged'
        ? {
            ...entry,
            event: { ...entry.event, data: { ...entry.event.data, reason: 'somebody meddled' } },
          }
        : entry,
    );
    const { differences } = replayDecisions(entries, { identity, settingsAt: () => rules });
    expect(differences[0]).toMatchObject({
      eventType: 'MessageJudged',
      field: 'data.reason',
      expected: '"somebody meddled"',
      older: false,
    });
    expect(differences[0]!.found).toMatch(/^"[\w:-]+"$/);
  });
});

describe('a what-if over recorded sessions', () => {
  it('changes nothing where nothing is different', () => {
    expect(changedBy({})).toEqual([]);
    expect(changedBy({ handleUnassigned: true })).toEqual([]);
  });

  it('lists exactly the sessions that nobody had assigned to the AI, without handle-unassigned', () => {
    const before = ['integration-enabled', 'conversation-exists', 'not-answered-yet'];
    const asked = [...before, 'started-by-customer', 'session-mode', 'not-with-a-person'];
    const expected = sessionsWith(
      (event) =>
        event.type === 'MessageJudged' &&
        event.data.checks.every(({ name, ok }) => ok || !asked.includes(name)) &&
        event.data.checks.some(
          ({ name, found }) => name === 'owned-by-ai' && ['nobody', 'unknown'].includes(found),
        ),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(changedBy({ handleUnassigned: false })).toEqual(expected);
  });

  it('lists exactly the sessions with an answer between two confidence floors', () => {
    const expected = sessionsWith(
      (event) =>
        event.type === 'ReasoningConcluded' &&
        event.data.result.kind === 'answer' &&
        event.data.result.confidence >= 0.2 &&
        event.data.result.confidence < 0.5,
    );
    expect(expected.length).toBeGreaterThan(0);
    expect(changedBy({ confidenceFloor: 0.2 })).toEqual(expected);
  });

  it('lists exactly the sessions that were tagged, without the tag of a handoff', () => {
    const expected = sessionsWith(
      (event) => event.type === 'TagRequested' && event.data.tag === rules.handoff.tag,
    );
    expect(changedBy({ handoff: { tag: '' } })).toEqual(expected);
  });

  it('lists no session for a wait that nobody met', () => {
    expect(changedBy({ waitMs: { sms: 60_000 } })).toEqual([]);
  });
});
