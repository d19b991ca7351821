import type { BudgetLimits, Spending } from './model-budget.port';

/** Which limit a call of at most this much would pass; `null`: none. */
export const exhaustedOf = (
  spent: Spending,
  atMost: Spending,
  { tokensPerDay, microsPerDay }: BudgetLimits,
): 'tokens' | 'money' | null => {
  if (tokensPerDay !== null && spent.tokens + atMost.tokens > tokensPerDay) return 'tokens';
  return microsPerDay !== null && spent.micros + atMost.micros > microsPerDay ? 'money' : null;
};
