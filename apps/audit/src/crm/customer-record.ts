import { withCrm } from '@deskstream/composition';
import { parsePartitionKey } from '@deskstream/kernel';
import type { CrmLookUp } from '@deskstream/port-crm';
import type { AuditParts } from '../audit';
import { eventsOf } from '../queries/events.query';

/** Why the CRM panel shows what it shows: two states of being empty, two lights (S051). */
export type CustomerRecord =
  | CrmLookUp
  /** The workspace has no CRM; its help desks are other connections. */
  | { readonly kind: 'not-connected' }
  /** The help desk never told the customer's address. */
  | { readonly kind: 'no-email' };

const WITHIN_MS = 10_000;

/** The customer of a session in the CRM of its workspace; `null`: there is no such session. */
export const customerRecordOf = async (
  parts: Pick<AuditParts, 'index' | 'settings'>,
  session: string,
): Promise<CustomerRecord | null> => {
  const workspace = parsePartitionKey(session)?.workspace;
  const email = await emailOf(parts, session);
  if (workspace === undefined || email === undefined) return null;
  const crm = parts.settings.current(workspace)?.crm;
  if (crm === undefined) return { kind: 'not-connected' };
  if (email === null) return { kind: 'no-email' };
  return withCrm(crm, (opened) => opened.lookUp(email, AbortSignal.timeout(WITHIN_MS)));
};

/** `undefined`: no events; `null`: none of them tells it. */
const emailOf = async (
  { index }: Pick<AuditParts, 'index'>,
  session: string,
): Promise<string | null | undefined> => {
  let email: string | null | undefined;
  for await (const { event } of eventsOf(index, session)) {
    const told =
      event.type === 'ProfileRead' || event.type === 'CustomerMessageReceived'
        ? event.data.contact?.email
        : undefined;
    email = told ?? email ?? null;
  }
  return email;
};
