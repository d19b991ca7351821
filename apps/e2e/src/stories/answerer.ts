import type { Clock } from '@deskstream/kernel';
import type { Answerer, Turn } from '@deskstream/port-ai';

/** Answers with the words asked; `person` is handed off; `slowly` takes four seconds. */
export const scriptedAnswerer = (clock: Clock): Answerer => ({
  name: 'scripted/1',
  query: lastOf,
  answer: async ({ turns }, signal) => {
    const asked = lastOf(turns);
    if (asked.includes('slowly')) await clock.sleep(4_000, signal);
    if (asked.includes('person'))
      return {
        kind: 'unsure',
        cause: 'human-requested',
        confidence: 0.2,
        because: 'asked for one',
      };
    return { kind: 'answer', text: `Answer to: ${asked}`, confidence: 0.9, sources: [] };
  },
});

const lastOf = (turns: readonly Turn[]): string =>
  turns.filter(({ role }) => role === 'customer').at(-1)?.text ?? '';
