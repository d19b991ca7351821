import type { Turn } from '@deskstream/port-ai';

interface Told {
  /** Of the articles that came up. */
  readonly titles: readonly string[];
  /** What tools did, in sentences. */
  readonly done?: readonly string[];
  /** Why there is no answer. Absent: there is one, and whether it is sure enough is the decider's to say. */
  readonly because?: string;
}

/** For the person who takes over: what was asked, what was looked at and done, why the AI stopped. */
export const handoffSummary = (
  turns: readonly Turn[],
  { titles, done = [], because }: Told,
): string => {
  const asked = turns.filter(({ role }) => role === 'customer').at(-1)?.text ?? '';
  const looked = [...new Set(titles)].slice(0, 3);
  return [
    `The customer wrote: "${asked.slice(0, 400)}"`,
    looked.length === 0 ? 'No article came up.' : `Articles looked at: ${looked.join(', ')}.`,
    ...done,
    ...(because === undefined ? [] : [`Why the AI stopped: ${because}.`]),
  ].join('\n');
};
