import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '../../api/session';
import { stagesOf } from './stages';

const told = (type: string, data: object): StoredEvent =>
  ({ event: { type, at: 1, data } }) as unknown as StoredEvent;

const wrote = (text: string) => told('CustomerMessageReceived', { text });
const judged = (verdict: string, reason = 'all-checks-hold') =>
  told('MessageJudged', { verdict, reason });
const settled = (outcome: string, reason: string) => told('MessagesSettled', { outcome, reason });

describe('what became of the test message', () => {
  it('is nothing before it came', () => {
    expect(stagesOf([told('MessageAnnounced', {})])).toEqual({
      ...{ question: null, reply: null, judged: null, outcome: 'open', because: null },
    });
  });

  it('is told step by step, of the latest message alone', () => {
    const before = [wrote('One?'), judged('answer'), settled('replied', 'sent')];
    expect(stagesOf([...before, wrote('Two?')])).toMatchObject({
      ...{ question: 'Two?', judged: null, outcome: 'open' },
    });
    const answered = [judged('answer'), told('ReplyRequested', { text: 'Yes.' })];
    expect(stagesOf([wrote('Two?'), ...answered, settled('replied', 'sent')])).toMatchObject({
      ...{ judged: 'The AI may answer.', outcome: 'answered', reply: 'Yes.' },
    });
  });

  it('says why there is no answer: the verdict first, then how it ended', () => {
    const silent = [wrote('Hi'), judged('stay-silent', 'autopilot-off')];
    expect(stagesOf([...silent, settled('suppressed', 'x')])).toMatchObject({
      ...{ outcome: 'not-answered', because: 'autopilot off' },
    });
    const failed = [wrote('Hi'), judged('answer'), settled('handed-over', 'low-confidence')];
    expect(stagesOf(failed)).toMatchObject({
      ...{ outcome: 'not-answered', because: 'low confidence' },
    });
  });
});
