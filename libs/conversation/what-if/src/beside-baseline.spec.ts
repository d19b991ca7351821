import { besideBaseline } from './beside-baseline';
import type { Change } from './compare';
import type { WhatIf } from './what-if';

const account = (outcome: string) => ({
  messages: [
    {
      ...{ messageId: 'm1', at: 0, text: 'How?', verdict: 'answer', outcome, reason: '' },
      ...{ handoff: '', reply: '', sources: [], withheld: '', settledAt: null },
    },
  ],
  effects: [],
});

const lane = (...changes: readonly Change[]): WhatIf => ({
  ...{ key: 'acme/intercom/c1', events: 3, diverged: null, asks: [], timings: [], noise: 0 },
  baseline: { decisions: 1, reproduced: 1, older: 0, differences: [] },
  recorded: account('replied'),
  again: account('replied'),
  candidate: account(changes[0]?.candidate ?? 'replied'),
  changes,
});

const reply = (candidate: string): Change => ({
  ...{ messageId: 'm1', what: 'reply', recorded: 'Three days.', candidate },
});

describe('a candidate beside a baseline that was asked again', () => {
  it('keeps a change that the baseline does not make, and says what that made', () => {
    const { changes, noise } = besideBaseline(lane(reply('Nine days.')), lane(reply('3 days.')));
    expect(changes).toEqual([{ ...reply('Nine days.'), baseline: '3 days.' }]);
    expect(noise).toBe(1);
  });

  it('drops a change that the baseline makes as well', () => {
    const { changes } = besideBaseline(lane(reply('3 days.')), lane(reply('3 days.')));
    expect(changes).toEqual([]);
  });

  it('takes the record for the baseline where that came out the same', () => {
    const { changes, noise } = besideBaseline(lane(reply('Nine days.')), lane());
    expect(changes).toEqual([{ ...reply('Nine days.'), baseline: 'Three days.' }]);
    expect(noise).toBe(0);
  });
});
