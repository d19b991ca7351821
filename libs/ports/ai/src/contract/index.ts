export { modelContract } from './model.contract';
export type { OpenModel } from './model.contract';
export { modelBudgetContract } from './model-budget.contract';
