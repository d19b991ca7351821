import { items } from './items';
import type { OpenedLedger } from './ledger-under-test';
import { ledgerUnderTest } from './ledger-under-test';
import { queues } from './queues';

export type { OpenedLedger } from './ledger-under-test';

export const workLedgerContract = (name: string, open: () => Promise<OpenedLedger>): void =>
  describe(`${name} as a work ledger`, () => {
    const work = ledgerUnderTest(open);
    items(work);
    queues(work);
  });
