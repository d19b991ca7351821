import type { BudgetDay, ModelBudget, Reserved, Spending } from '@deskstream/port-ai';
import { exhaustedOf } from '@deskstream/port-ai';
import { between } from './at';
import type { At } from './at';

/** Survives crashes; treat it as opaque. */
export interface MemoryBudgetState {
  readonly days: Map<string, { tokens: number; micros: number }>;
  readonly reserved: Map<string, Spending>;
}

export const createMemoryBudgetState = (): MemoryBudgetState => ({
  days: new Map(),
  reserved: new Map(),
});

export const createMemoryModelBudget = (
  options: { state?: MemoryBudgetState; at?: At } = {},
): ModelBudget => new MemoryModelBudget(options.state ?? createMemoryBudgetState(), options.at);

type Reservation = Parameters<ModelBudget['reserve']>[0];

class MemoryModelBudget implements ModelBudget {
  constructor(
    private readonly state: MemoryBudgetState,
    private readonly at: At | undefined,
  ) {}

  reserve(request: Reservation): Promise<Reserved> {
    return between(this.at, 'budget.reserve', () => {
      const { reserved } = this.state;
      const key = `${nameOf(request)} ${request.id}`;
      if (reserved.has(key)) return { kind: 'reserved' };
      const spent = this.#day(request);
      const of = exhaustedOf(spent, request.atMost, request.limits);
      if (of !== null) return { kind: 'exhausted', of, spent: { ...spent } };
      reserved.set(key, request.atMost);
      this.#add(request, request.atMost);
      return { kind: 'reserved' };
    });
  }

  settle(request: Parameters<ModelBudget['settle']>[0]): Promise<void> {
    return between(this.at, 'budget.settle', () => {
      const key = `${nameOf(request)} ${request.id}`;
      const held = this.state.reserved.get(key);
      if (held === undefined) return;
      this.state.reserved.delete(key);
      this.#add(request, {
        tokens: request.spent.tokens - held.tokens,
        micros: request.spent.micros - held.micros,
      });
    });
  }

  spent(day: BudgetDay): Promise<Spending> {
    return between(this.at, 'budget.spent', () => ({ ...this.#day(day) }));
  }

  #day(day: BudgetDay): Spending {
    return this.state.days.get(nameOf(day)) ?? { tokens: 0, micros: 0 };
  }

  #add(day: BudgetDay, more: Spending): void {
    const { tokens, micros } = this.#day(day);
    this.state.days.set(nameOf(day), {
      tokens: tokens + more.tokens,
      micros: micros + more.micros,
    });
  }
}

const nameOf = ({ workspace, day }: BudgetDay): string => `${day} ${workspace}`;
