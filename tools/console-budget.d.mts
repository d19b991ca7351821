export const BUDGET: number;
export const sessionPageScript: (built: string) => number;
export const checkBudget: (built: string) => string;
