import type { BudgetLimits, ModelBudget } from '../index';

export interface OpenBudget {
  /** One more user of the same store, as another process would be. */
  budget(): ModelBudget;
  close(): Promise<void>;
}

const DAY = { workspace: 'acme', day: '2026-11-21' };
const limits = (over: Partial<BudgetLimits> = {}): BudgetLimits => ({
  tokensPerDay: 1_000,
  microsPerDay: null,
  ...over,
});

export const modelBudgetContract = (name: string, open: () => Promise<OpenBudget>): void => {
  const withBudget = async (use: (opened: OpenBudget) => Promise<void>): Promise<void> => {
    const opened = await open();
    try {
      await use(opened);
    } finally {
      await opened.close();
    }
  };

  describe(`${name} as a budget for models`, () => {
    it('reserves the most a call may cost and settles what it did cost', () =>
      withBudget(async ({ budget }) => {
        const store = budget();
        const atMost = { tokens: 600, micros: 900 };
        expect(await store.reserve({ ...DAY, id: 'a', atMost, limits: limits() })).toEqual({
          kind: 'reserved',
        });
        expect(await store.spent(DAY)).toEqual(atMost);
        await store.settle({ ...DAY, id: 'a', spent: { tokens: 120, micros: 180 } });
        expect(await store.spent(DAY)).toEqual({ tokens: 120, micros: 180 });
      }));

    it('refuses what would pass the limit, and says of what', () =>
      withBudget(async ({ budget }) => {
        const store = budget();
        const both = limits({ microsPerDay: 500 });
        const reserve = (id: string, tokens: number, micros: number) =>
          store.reserve({ ...DAY, id, atMost: { tokens, micros }, limits: both });
        await reserve('a', 900, 400);
        const spent = { tokens: 900, micros: 400 };
        expect(await reserve('b', 101, 1)).toEqual({ kind: 'exhausted', of: 'tokens', spent });
        expect(await reserve('c', 1, 101)).toEqual({ kind: 'exhausted', of: 'money', spent });
        expect(await reserve('d', 100, 100)).toEqual({ kind: 'reserved' });
      }));

    it('refuses the first call of a day, too', () =>
      withBudget(async ({ budget }) => {
        const request = { ...DAY, id: 'a', atMost: { tokens: 1_001, micros: 0 }, limits: limits() };
        expect(await budget().reserve(request)).toMatchObject({
          kind: 'exhausted',
          spent: { tokens: 0, micros: 0 },
        });
      }));

    it('knows a reservation and a settlement again', () =>
      withBudget(async ({ budget }) => {
        const store = budget();
        const reservation = {
          ...DAY,
          id: 'a',
          atMost: { tokens: 600, micros: 0 },
          limits: limits(),
        };
        await store.reserve(reservation);
        expect(await store.reserve(reservation)).toEqual({ kind: 'reserved' });
        expect(await store.spent(DAY)).toEqual({ tokens: 600, micros: 0 });
        await store.settle({ ...DAY, id: 'a', spent: { tokens: 50, micros: 0 } });
        await store.settle({ ...DAY, id: 'a', spent: { tokens: 50, micros: 0 } });
        await store.settle({ ...DAY, id: 'never', spent: { tokens: 50, micros: 0 } });
        expect(await store.spent(DAY)).toEqual({ tokens: 50, micros: 0 });
      }));

    it('keeps workspaces and days apart', () =>
      withBudget(async ({ budget }) => {
        const store = budget();
        const atMost = { tokens: 1_000, micros: 0 };
        for (const day of [DAY, { ...DAY, workspace: 'other' }, { ...DAY, day: '2026-11-22' }])
          expect(await store.reserve({ ...day, id: 'a', atMost, limits: limits() })).toEqual({
            kind: 'reserved',
          });
      }));

    it('is exact when many spend at once', () =>
      withBudget(async ({ budget }) => {
        const users = [budget(), budget()];
        const outcomes = await Promise.all(
          Array.from({ length: 60 }, (_, index) =>
            users[index % 2]!.reserve({
              ...DAY,
              id: `call-${index}`,
              atMost: { tokens: 30, micros: 0 },
              limits: limits(),
            }),
          ),
        );
        expect(outcomes.filter(({ kind }) => kind === 'reserved')).toHaveLength(33);
        expect(await users[0]!.spent(DAY)).toEqual({ tokens: 990, micros: 0 });
        await Promise.all(
          outcomes.map((_, index) =>
            users[index % 2]!.settle({
              ...DAY,
              id: `call-${index}`,
              spent: { tokens: 10, micros: 3 },
            }),
          ),
        );
        expect(await users[1]!.spent(DAY)).toEqual({ tokens: 330, micros: 99 });
      }));
  });
};
