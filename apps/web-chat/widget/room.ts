import { MAX_TEXT } from '../src/max-text';

/** How a message that is being written stands to the limit. */
export interface Room {
  readonly tooLong: boolean;
  /** Empty: nothing need be said yet. */
  readonly words: string;
}

/** From where on the characters are counted before the eyes of who writes. */
const NEAR = MAX_TEXT - 400;

export const roomOf = (text: string): Room => {
  const { length } = text.trim();
  const over = length - MAX_TEXT;
  if (over > 0) {
    const many = over === 1 ? '1 character' : `${figure(over)} characters`;
    return { tooLong: true, words: `${many} too many. Shorten it, or send it in parts.` };
  }
  const words = length < NEAR ? '' : `${figure(length)} of ${figure(MAX_TEXT)} characters`;
  return { tooLong: false, words };
};

const figure = (count: number): string => count.toLocaleString('en');
