import { openStreams } from './open-streams';

describe('live streams of one caller', () => {
  it('are no more than so many at a time, each caller alone', () => {
    const streams = openStreams(2);
    streams.opened('ann');
    expect(streams.isFull('ann')).toBe(false);
    streams.opened('ann');
    expect([streams.isFull('ann'), streams.isFull('bob')]).toEqual([true, false]);
    streams.closed('ann');
    expect(streams.isFull('ann')).toBe(false);
  });

  it('never count below none', () => {
    const streams = openStreams(1);
    streams.closed('ann');
    streams.opened('ann');
    expect(streams.isFull('ann')).toBe(true);
  });
});
