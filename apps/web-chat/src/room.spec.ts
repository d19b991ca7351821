import { roomOf } from '../widget/room';

describe('a message that is being written', () => {
  it('is left alone while there is room', () => {
    expect(roomOf('a'.repeat(3_599))).toEqual({ tooLong: false, words: '' });
  });

  it('is counted near the limit, without the blanks around it', () => {
    const words = '4,000 of 4,000 characters';
    expect(roomOf(` ${'a'.repeat(4_000)}\n`)).toEqual({ tooLong: false, words });
  });

  it.each([
    [4_001, '1 character too many. Shorten it, or send it in parts.'],
    [9_000, '5,000 characters too many. Shorten it, or send it in parts.'],
  ])('of %i characters is told how much too long it is', (length, words) => {
    expect(roomOf('a'.repeat(length))).toEqual({ tooLong: true, words });
  });
});
