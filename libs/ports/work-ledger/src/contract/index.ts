export { workLedgerContract } from './work-ledger.contract';
