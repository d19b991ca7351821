import type { Finding } from './findings';
import { excerptAt } from './findings';
import { plainText } from './plain-text';
import { rules } from './instruction-rules';

/**
 * Text that speaks to the model in place of the help desk: orders to forget instructions, to play
 * somebody else, to show the prompt or secrets, to call tools, faked turns and markup. It misses
 * what nobody thought of and flags a few honest questions, so nothing rests on it alone: what it
 * flags is recorded and closes tools with effects for the run; it never stops an answer.
 */
export const findInstructions = (text: string): readonly Finding[] => {
  const plain = plainText(text);
  return rules.flatMap(({ code, patterns }) => {
    const found = patterns.map((pattern) => plain.search(pattern)).filter((index) => index >= 0);
    const [first] = found;
    return first === undefined ? [] : [{ code, excerpt: excerptAt(plain, first) }];
  });
};
