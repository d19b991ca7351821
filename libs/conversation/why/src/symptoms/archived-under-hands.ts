import type { Case } from '../case';
import { last } from '../case';
import type { Finding, Symptom } from '../finding';
import { finding } from '../finding';

export const archivedUnderHands: Symptom = {
  id: 'archived-under-hands',
  title: 'The conversation was archived while a person worked on it',
  source: 'S080–S082, S092',
  present: (given) => {
    const closed = last(given, 'ConversationClosed');
    const person = last(given, 'PersonTookOver') ?? last(given, 'HandoffConfirmed');
    return closed !== undefined && person !== undefined && person.seq < closed.seq;
  },
  checks: [(given) => [byUs(given)], (given) => [ownerWasRead(given)]],
};

const byUs = (given: Case): Finding => {
  const archived = last(given, 'ArchiveDelivered');
  const closed = last(given, 'ConversationClosed');
  return finding('not-by-us', closed === undefined ? null : archived === undefined, {
    expected: 'the AI did not archive it',
    found: archived === undefined ? `closed by ${nameOf(closed?.event.data.by)}` : 'the AI did',
    evidence: archived ?? closed,
    fix: "Reopen it at the vendor and review its routing rules: the conversation became the AI's again before it was resolved.",
  });
};

const nameOf = (who: { readonly id: string; readonly name?: string } | undefined): string =>
  who?.name ?? who?.id ?? 'somebody at the vendor';

const ownerWasRead = (given: Case): Finding => {
  const skipped = last(given, 'ArchiveSkipped');
  return finding('owner-read-before', skipped === undefined ? null : true, {
    expected: 'not archived when it is not ours any more',
    found:
      skipped === undefined ? 'no archiving was skipped' : `skipped: ${skipped.event.data.because}`,
    evidence: skipped,
  });
};
