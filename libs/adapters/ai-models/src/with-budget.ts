import { randomUUID } from 'node:crypto';
import type { Clock } from '@deskstream/kernel';
import { isoTime } from '@deskstream/kernel';
import type {
  BudgetLimits,
  Model,
  ModelBudget,
  ModelReply,
  ModelRequest,
  Spending,
} from '@deskstream/port-ai';
import { modelError } from '@deskstream/port-ai';
import type { Price } from './prices';
import { costOf, mostTokensOf, tokensIn } from './prices';

export interface BudgetOptions {
  readonly budget: ModelBudget;
  readonly workspace: string;
  readonly limits: BudgetLimits;
  readonly clock: Clock;
  /** Without one, calls cost tokens and no money. */
  readonly price?: Price;
  /** Names of reservations; default: random. */
  readonly nextId?: () => string;
}

/**
 * Reserves the most a call may use before it is made and settles what it did use; past the limit of the
 * day (UTC) it fails with MODEL.BUDGET_EXHAUSTED and makes none. What fails before the provider took it
 * costs nothing; what may have been billed stays reserved.
 */
export const withBudget = (model: Model, options: BudgetOptions): Model => ({
  name: model.name,
  complete: async (request, call) => {
    const { budget, workspace, limits, price, clock, nextId = randomUUID } = options;
    call.signal.throwIfAborted();
    const slot = { workspace, day: isoTime(clock.now()).slice(0, 10), id: nextId() };
    const atMost = spendingOf(mostTokensOf(request), price);
    const reserved = await budget.reserve({ ...slot, atMost, limits });
    if (reserved.kind === 'exhausted') throw exhausted(slot, reserved.of, limits);
    try {
      const reply = await model.complete(request, call);
      const spent = spendingOf(usedBy(request, reply), price);
      await budget.settle({ ...slot, spent }).catch(staysReserved);
      return reply;
    } catch (error) {
      const nothing = { tokens: 0, micros: 0 };
      if (isUnbilled(error)) await budget.settle({ ...slot, spent: nothing }).catch(staysReserved);
      throw error;
    }
  },
});

/** An answer that was paid for is not given up because the budget's store is away. */
const staysReserved = (): undefined => undefined;

/** A server that reports no usage is counted by what was sent and said. */
const usedBy = (request: ModelRequest, { usage, text, toolCalls }: ModelReply) =>
  usage.inputTokens + usage.outputTokens > 0
    ? usage
    : {
        inputTokens: mostTokensOf(request).inputTokens,
        outputTokens: tokensIn(text + JSON.stringify(toolCalls)),
      };

const spendingOf = (usage: ModelReply['usage'], price: Price | undefined): Spending => ({
  tokens: usage.inputTokens + usage.outputTokens,
  micros: price === undefined ? 0 : costOf(usage, price),
});

const isUnbilled = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'unbilled' in error && error.unbilled === true;

const exhausted = (
  { workspace, day }: { readonly workspace: string; readonly day: string },
  of: 'tokens' | 'money',
  limits: BudgetLimits,
) =>
  modelError(
    'MODEL.BUDGET_EXHAUSTED',
    of === 'tokens'
      ? `Workspace ${workspace} has no room for this call within the ${limits.tokensPerDay ?? 0} tokens of ${day}. Raise model.budget.tokensPerDay, or wait for the next day (UTC).`
      : `Workspace ${workspace} has no room for this call within its budget of ${day}. Raise model.budget.costPerDay, or wait for the next day (UTC).`,
  );
