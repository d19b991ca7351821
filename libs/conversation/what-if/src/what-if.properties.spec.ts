import type { ConversationInput, ConversationSettings } from '@deskstream/conversation-domain';
import { defaultConversationSettings } from '@deskstream/conversation-domain';
import fc from 'fast-check';
import { accountOf } from './lane/account';
import { playInputs } from './lane/live-on';
import { runLane } from './lane/run-lane';
import type { RecordedEntry } from './recorded';
import { replayDecisions } from './replay/replay-decisions';
import { whatIf } from './what-if';

const T0 = 1_790_000_000_000;
const author = { id: 'u1' };

type Act = 'customer' | 'teammate' | 'take' | 'give-to-ai' | 'release' | 'close' | 'hand-back';

const acts: readonly Act[] = [
  ...(['customer', 'customer', 'customer'] as const),
  ...(['teammate', 'take', 'give-to-ai', 'release', 'close', 'hand-back'] as const),
];

const said = (
  act: Act,
  nth: number,
  vendorAt: number,
): Pick<ConversationInput, 'type' | 'data'> => {
  const message = { messageId: `m${nth}`, text: 'How?', author, vendorAt };
  const owners = {
    take: { kind: 'teammate', id: 't1' },
    'give-to-ai': { kind: 'ai', id: 'ai' },
    release: { kind: 'nobody' },
  } as const;
  switch (act) {
    case 'customer':
      return {
        type: 'CustomerWrote',
        data: { ...message, channel: 'web', startedBy: 'customer', attachments: [] },
      };
    case 'teammate':
      return { type: 'TeammateWrote', data: { ...message, visibility: 'public', byAi: false } };
    case 'take':
    case 'give-to-ai':
    case 'release':
      return {
        type: 'ConversationAssigned',
        data: { assignee: owners[act], by: { id: 't1' }, vendorAt },
      };
    case 'close':
      return { type: 'ConversationClosed', data: { by: { id: 't1' }, vendorAt } };
    case 'hand-back':
      return { type: 'OperatorHandedBack', data: { operator: 'o', reason: 'r' } };
  }
};

/** People act at odd milliseconds, so that nothing of theirs meets a timer or a report. */
const worlds = fc
  .array(fc.record({ act: fc.constantFrom(...acts), after: fc.integer({ min: 1, max: 9_000 }) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((moves) => {
    let at = T0;
    return moves.map(({ act, after }, nth): ConversationInput => {
      at += after * 2 - (at % 2 === 0 ? 1 : 0);
      return { id: `in${nth}`, at, ...said(act, nth, at) } as ConversationInput;
    });
  });

interface Rules {
  readonly handleUnassigned: boolean;
  readonly processOnAssignment: boolean;
  readonly waitMs: number;
  readonly tag: string;
  readonly assist: boolean;
  readonly afterQuietMs: number | null;
}

const rules: fc.Arbitrary<Rules> = fc.record({
  handleUnassigned: fc.boolean(),
  processOnAssignment: fc.boolean(),
  waitMs: fc.constantFrom(0, 4_000, 10_000),
  tag: fc.constantFrom('', 'handed_off'),
  assist: fc.boolean(),
  afterQuietMs: fc.constantFrom(null, 6_000),
});

const settingsOf = (rule: Rules): ConversationSettings => ({
  ...defaultConversationSettings,
  ...{ handleUnassigned: rule.handleUnassigned, processOnAssignment: rule.processOnAssignment },
  waitMs: { ...defaultConversationSettings.waitMs, web: rule.waitMs },
  assist: { ...defaultConversationSettings.assist, web: rule.assist },
  handoff: { ...defaultConversationSettings.handoff, tag: rule.tag },
  resolution: { ...defaultConversationSettings.resolution, afterQuietMs: rule.afterQuietMs },
});

const played = (inputs: readonly ConversationInput[], settings: ConversationSettings) =>
  playInputs(inputs, { settingsAt: () => settings });

/** As if the lane had been recorded. */
const recordedBy = (inputs: readonly ConversationInput[], settings: ConversationSettings) =>
  played(inputs, settings).events.map((event, place): RecordedEntry => ({
    event,
    seq: place + 1,
    inputId: event.id.slice(0, event.id.lastIndexOf('.')),
    settingsVersion: 1,
  }));

const identity = {
  eventIdOf: (inputId: string, index: number) => `${inputId}.${index}`,
  stateHash: (state: unknown) => JSON.stringify(state),
};

describe('deciding again', () => {
  it('reproduces whatever was decided', () => {
    fc.assert(
      fc.property(worlds, rules, (inputs, rule) => {
        const settings = settingsOf(rule);
        const entries = recordedBy(inputs, settings);
        const replayed = replayDecisions(entries, { identity, settingsAt: () => settings });
        expect(replayed.differences).toEqual([]);
        expect(runLane(replayed, { settingsAt: () => settings }).diverged).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('comes to what the same world would have come to under the other rules from its beginning', () => {
    fc.assert(
      fc.property(worlds, rules, rules, (inputs, was, is) => {
        const [before, after] = [settingsOf(was), settingsOf(is)];
        const { candidate } = whatIf(
          { key: 'acme/intercom/c1', entries: recordedBy(inputs, before) },
          { identity, settingsAt: () => before },
          { settingsAt: () => after },
        );
        const fresh = accountOf(played(inputs, after).events);
        expect(candidate).toEqual(fresh);
      }),
      { numRuns: 300 },
    );
  });
});
