import type { CrmView } from '@deskstream/conversation-why';
import type { AuditParts } from '../audit';
import { customerRecordOf } from '../crm/customer-record';

type AskParts = Pick<AuditParts, 'index' | 'settings' | 'clock'>;

interface Asked {
  readonly at: number;
  readonly answer: Promise<CrmView | undefined>;
}

const AGAIN_AFTER_MS = 30_000;
const MOST_REMEMBERED = 1_000;

const asked = new WeakMap<object, Map<string, Asked>>();

/**
 * What the CRM knows of the customer; `undefined`: there is no CRM, or no address to ask it with. A session that is
 * looked at live does not ask it again for half a minute.
 */
export const askCrm = (parts: AskParts, session: string): Promise<CrmView | undefined> => {
  const known = asked.get(parts.index) ?? new Map<string, Asked>();
  asked.set(parts.index, known);
  const now = parts.clock.now();
  const before = known.get(session);
  if (before !== undefined && now - before.at < AGAIN_AFTER_MS) return before.answer;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const answer = lookUp(parts, session);
  known.set(session, { at: now, answer });
  void answer.then((view) => {
    if (view === undefined) known.delete(session);
  });
  return answer;
};

const lookUp = async (parts: AskParts, session: string): Promise<CrmView | undefined> => {
  const record = await customerRecordOf(parts, session);
  switch (record?.kind) {
    case 'found':
    case 'no-match':
      return { kind: record.kind };
    case 'unreadable':
      return { kind: 'unreadable', because: `${record.code}: ${record.because}` };
    case 'not-connected':
    case 'no-email':
    case undefined:
      return undefined;
  }
};
