/** Money in millionths of the price table's currency, so that sums are exact. */
export type Micros = number;

export interface Spending {
  readonly tokens: number;
  readonly micros: Micros;
}

/** What a workspace may spend in one day (UTC); `null`: as much as it likes. */
export interface BudgetLimits {
  readonly tokensPerDay: number | null;
  readonly microsPerDay: Micros | null;
}

export interface BudgetDay {
  readonly workspace: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
}

export type Reserved =
  | { readonly kind: 'reserved' }
  | { readonly kind: 'exhausted'; readonly of: 'tokens' | 'money'; readonly spent: Spending };

/**
 * What workspaces spend on models. A call reserves the most it may cost before it is made and settles
 * what it did cost; a reservation that is never settled stays spent, because the call may have been
 * made. Exact under any number of processes: the sum of reserved and settled never passes a limit by
 * reservations.
 */
export interface ModelBudget {
  /** The same `id` again reserves nothing more. */
  reserve(
    request: BudgetDay & {
      readonly id: string;
      readonly atMost: Spending;
      readonly limits: BudgetLimits;
    },
  ): Promise<Reserved>;
  /** Settling again, or what was never reserved, changes nothing. */
  settle(request: BudgetDay & { readonly id: string; readonly spent: Spending }): Promise<void>;
  /** Settled and reserved. */
  spent(day: BudgetDay): Promise<Spending>;
}
