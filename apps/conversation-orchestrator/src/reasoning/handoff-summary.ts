import type { Turn } from '@deskstream/port-ai';

/** For the person who takes over: what was asked, what was looked at and done, why the AI stopped. */
export const handoffSummary = (
  because: string,
  turns: readonly Turn[],
  { titles, done = [] }: { readonly titles: readonly string[]; readonly done?: readonly string[] },
): string => {
  const asked = turns.filter(({ role }) => role === 'customer').at(-1)?.text ?? '';
  const looked = [...new Set(titles)].slice(0, 3);
  return [
    `The customer wrote: "${asked.slice(0, 400)}"`,
    looked.length === 0 ? 'No article came up.' : `Articles looked at: ${looked.join(', ')}.`,
    ...done,
    `Why the AI stopped: ${because}.`,
  ].join('\n');
};
