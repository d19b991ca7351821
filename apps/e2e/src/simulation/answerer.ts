import { createHash } from 'node:crypto';
import type { Answerer, Turn } from '@deskstream/port-ai';
import type { SimulatedProcess } from '@deskstream/testing-simulation';

/** Sure, unsure or out of order, as the words say; the same words give the same answer. */
export const simulatedAnswerer = (process: SimulatedProcess): Answerer => ({
  name: 'simulated/1',
  query: (turns) => lastOf(turns),
  answer: async ({ turns }) => {
    await process.clock.sleep(700);
    await process.at('ai.answer');
    const asked = lastOf(turns);
    if (asked.includes('broken')) throw new Error('simulated: the model is out of order');
    if (asked.includes('unsure'))
      return { kind: 'unsure', cause: 'no-knowledge', confidence: 0.1, because: 'nothing on this' };
    const text = `Answer ${digest(turns)}`;
    return { kind: 'answer', text, confidence: asked.includes('weak') ? 0.3 : 0.9, sources: [] };
  },
});

const lastOf = (turns: readonly Turn[]): string =>
  turns.filter(({ role }) => role === 'customer').at(-1)?.text ?? '';

const digest = (turns: readonly Turn[]): string =>
  createHash('sha256').update(JSON.stringify(turns)).digest('hex').slice(0, 12);
