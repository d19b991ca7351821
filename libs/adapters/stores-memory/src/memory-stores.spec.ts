import { streamIndexContract } from '@deskstream/port-stream-index/contract';
import { systemClock } from '@deskstream/kernel';
import { webhookSpoolContract } from '@deskstream/port-webhook-spool/contract';
import { workLedgerContract } from '@deskstream/port-work-ledger/contract';
import {
  createMemoryIndexState,
  createMemorySpoolState,
  createMemoryStreamIndex,
  createMemoryWebhookSpool,
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

webhookSpoolContract('memory', async () => {
  const state = createMemorySpoolState();
  return {
    spool: (bounds = {}) => createMemoryWebhookSpool({ clock: systemClock, state, bounds }),
    close,
  };
});
