export type { Answerer, Draft, Turn } from './ai.port';
export type {
  CompleteOptions,
  Model,
  ModelMessage,
  ModelReply,
  ModelRequest,
  ToolCall,
  ToolSpec,
} from './model.port';
export { modelError, retryAfterOf } from './model-error';
export type { ModelError, ModelErrorCode } from './model-error';
export type {
  BudgetDay,
  BudgetLimits,
  Micros,
  ModelBudget,
  Reserved,
  Spending,
} from './model-budget.port';
export { exhaustedOf } from './exhausted-of';
