export type {
  ClaimedWork,
  Fenced,
  JournalEntry,
  TakeOver,
  WorkItem,
  WorkLedger,
} from './work-ledger.port';
