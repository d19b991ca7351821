import { modelBudgetContract } from '@deskstream/port-ai/contract';
import { createMemoryBudgetState, createMemoryModelBudget } from './index';

modelBudgetContract('memory', async () => {
  const state = createMemoryBudgetState();
  return { budget: () => createMemoryModelBudget({ state }), close: async () => undefined };
});
