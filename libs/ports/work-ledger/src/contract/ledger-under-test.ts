import type { ClaimedWork, WorkItem, WorkLedger } from '../work-ledger.port';

/** A store under test: `ledger` gives another process' view of the same, empty, ledger. */
export interface OpenedLedger {
  ledger(): WorkLedger;
  close(): Promise<void>;
}

export const group = 'dispatcher';
export const nothing = { group, partition: 0, add: [], recall: [], drop: [] };

export type LedgerUnderTest = ReturnType<typeof ledgerUnderTest>;

/** Inside a `describe`: an empty ledger for each of its tests. */
export const ledgerUnderTest = (open: () => Promise<OpenedLedger>) => {
  let opened: OpenedLedger;
  let ledger: WorkLedger;
  beforeEach(async () => {
    opened = await open();
    ledger = opened.ledger();
  }, 180_000);
  afterEach(() => opened.close(), 180_000);

  const claim = (now: number, limit = 10, by = ledger) =>
    by.claim({ group, now, limit, leaseMs: 100 });

  return {
    get ledger() {
      return ledger;
    },
    another: () => opened.ledger(),
    add: async (...items: WorkItem[]) => {
      const from = await ledger.checkpoint(group, 0);
      await ledger.takeOver({ ...nothing, from, to: from + 1, add: items });
    },
    claim,
    claimOne: async (now: number, by = ledger): Promise<ClaimedWork> => {
      const [work] = await claim(now, 1, by);
      if (!work) throw new Error(`nothing to claim at ${now}`);
      return work;
    },
  };
};

export const item = (id: string, rest: Partial<WorkItem> = {}): WorkItem => ({
  id,
  key: 'acme/intercom/1',
  workspace: 'acme',
  seq: 1,
  dueAt: 0,
  payload: { text: `п 🙂 \u0000 ${id}` },
  ...rest,
});
