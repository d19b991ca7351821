import type { RecordedEvent } from '@deskstream/conversation-domain';
import { handoffsOf } from './handoffs.projection';

const told = (seq: number, type: string, data: object = {}) => ({
  seq,
  event: { id: `ev_${seq}`, type, at: seq * 100, data } as unknown as RecordedEvent,
});

const asked = { cause: 'no-knowledge', messageIds: ['m1'], summary: 'Lisbon?', steps: [] };

describe('the handoffs of a session', () => {
  it('each has its cause, its steps, its end and how long it took', () => {
    const events = [
      told(1, 'HandoffRequested', asked),
      told(2, 'NoteRequested'),
      told(3, 'AssigneeChanged'),
      told(4, 'NoteDelivered'),
      told(5, 'HandoffConfirmed'),
      told(6, 'NoteDelivered'),
      told(7, 'HandoffRequested', { ...asked, cause: 'human-requested' }),
    ];
    expect(handoffsOf(events)).toMatchObject([
      { seq: 1, cause: 'no-knowledge', end: 'confirmed', tookMs: 400, steps: [2, 4, 5] },
      { seq: 7, cause: 'human-requested', end: 'under-way', tookMs: null, steps: [] },
    ]);
  });

  it('one that was confirmed may be contested afterwards', () => {
    const events = [
      told(1, 'HandoffRequested', asked),
      told(2, 'HandoffConfirmed'),
      told(3, 'HandoffContested'),
    ];
    expect(handoffsOf(events)).toMatchObject([{ end: 'contested', steps: [2, 3] }]);
  });
});
