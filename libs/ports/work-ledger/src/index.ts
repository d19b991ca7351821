export type {
  ClaimedWork,
  Fenced,
  JournalEntry,
  QueueAge,
  QueueTerms,
  TakeOver,
  Urgency,
  WorkItem,
  WorkLedger,
} from './work-ledger.port';
