import { hasCode } from '@deskstream/kernel';
import { Scheduler } from '@deskstream/testing-simulation';
import { logTerms, timeLimit } from './time-limit';

const T0 = 1_790_000_000_000;

const world = () => {
  const scheduler = new Scheduler({ seed: 1, startAt: T0 });
  const process = scheduler.process('ingress', { immune: true });
  const inTime = timeLimit(process.clock, logTerms(1_000));
  const said: string[] = [];
  const ask = (name: string, answerAfterMs: number): void => {
    const work = process.clock.sleep(answerAfterMs).then(() => 'answered');
    void inTime(work).then(
      (answer) => said.push(`${name} ${answer} at ${scheduler.now() - T0}`),
      (error: unknown) =>
        said.push(`${name} ${hasCode(error, 'INGRESS.LOG_SLOW')} at ${scheduler.now() - T0}`),
    );
  };
  const until = async (ms: number): Promise<void> => {
    let there = false;
    void process.clock.sleep(T0 + ms - scheduler.now()).then(() => (there = true));
    await scheduler.run(() => there, T0 + 60_000);
  };
  return { process, inTime, said, ask, until };
};

describe('a time limit that many share', () => {
  it('refuses each at its own time, and nobody who had an answer', async () => {
    const { ask, until, said } = world();
    ask('slow', 5_000);
    ask('quick', 10);
    await until(400);
    ask('later', 5_000);
    ask('just in time', 900);
    await until(10_000);
    expect(said).toEqual([
      'quick answered at 10',
      'slow true at 1000',
      'just in time answered at 1300',
      'later true at 1400',
    ]);
  });

  it('begins anew after a time in which nobody waited', async () => {
    const { ask, until, said } = world();
    ask('first', 10);
    await until(3_000);
    ask('second', 5_000);
    await until(10_000);
    expect(said).toEqual(['first answered at 10', 'second true at 4000']);
  });

  it('passes on a failure as it is', async () => {
    const { inTime } = world();
    const failure = new Error('no room');
    await expect(inTime(Promise.reject(failure))).rejects.toBe(failure);
  });
});
