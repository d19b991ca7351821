import { timelineOf } from './index';

describe('the timeline of a session', () => {
  it('tells each event in one sentence, with the time since the one before', () => {
    const because = 'more may follow';
    const told = timelineOf([
      {
        seq: 1,
        event: {
          id: 'ev_1',
          at: 1_000,
          type: 'TimerSet',
          data: { name: 'answer', dueAt: 2_500, because },
        },
      },
      {
        seq: 2,
        event: {
          id: 'ev_2',
          at: 2_510,
          type: 'TimerFired',
          data: { timerId: 'ev_1', name: 'answer', dueAt: 2_500 },
        },
      },
    ]);
    expect(told).toMatchObject([
      { seq: 1, sinceMs: 0, group: 'wait', text: 'Waits 1.5 s: more may follow.' },
      { seq: 2, sinceMs: 1_510, group: 'wait', text: 'The wait is over.' },
    ]);
  });
});
