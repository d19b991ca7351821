import type { Judged, Question } from './figures';
import { judge } from './judge';
import type { Asked } from './judge';

/** Every question in turn; says how long retrieval took. */
export const askAll = async (
  asked: Asked,
  questions: readonly Question[],
  say: (line: string) => void,
): Promise<readonly Judged[]> => {
  const judged: Judged[] = [];
  for (const question of questions) judged.push(await judge(asked, question));
  const times = judged.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
  say(`retrieval of ${times.length} questions: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  return judged;
};
