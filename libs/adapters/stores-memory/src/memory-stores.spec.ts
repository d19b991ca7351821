import { streamIndexContract } from '@deskstream/port-stream-index/contract';
import { workLedgerContract } from '@deskstream/port-work-ledger/contract';
import {
  createMemoryIndexState,
  createMemoryStreamIndex,
  createMemoryWorkLedger,
  createMemoryWorkState,
} from './index';

const close = async () => undefined;

streamIndexContract('memory', async () => {
  const state = createMemoryIndexState();
  return { index: () => createMemoryStreamIndex({ state }), close };
});

workLedgerContract('memory', async () => {
  const state = createMemoryWorkState();
  return { ledger: () => createMemoryWorkLedger({ state }), close };
});
