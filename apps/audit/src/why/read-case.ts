import type { Case, ConnectionView, DeliveryView } from '@deskstream/conversation-why';
import { parsePartitionKey, partitionKey } from '@deskstream/kernel';
import { rulesFor } from '@deskstream/port-settings';
import type { DataSource } from 'typeorm';
import type { AuditParts } from '../audit';
import { readHealth } from '../connections/read-health';
import { eventsOf } from '../queries/events.query';
import { askCrm } from './ask-crm';
import { lastReply } from './last-reply';
import { readSources } from './read-sources';

export type CaseParts = Pick<
  AuditParts,
  'dataSource' | 'index' | 'clock' | 'verifications' | 'log' | 'settings'
>;

/** Everything that a diagnosis of one session looks at; `null`: there is no such session. */
export const readCase = async (parts: CaseParts, session: string): Promise<Case | null> => {
  const key = parsePartitionKey(session);
  if (key === null) return null;
  const events = [];
  for await (const { seq, event } of eventsOf(parts.index, session)) events.push({ seq, event });
  const deliveries = await deliveriesOf(parts.dataSource, session);
  if (events.length + deliveries.length === 0) return null;
  const workspace = parts.settings.current(key.workspace);
  return {
    session,
    vendor: key.vendor,
    events,
    deliveries,
    settings: workspace === null ? null : rulesFor(workspace, key.vendor),
    connection: await connectionOf(parts, key),
    ...(await ofWebChat(parts, key, events)),
    ...(workspace === null ? {} : { crmConnected: workspace.crm !== undefined }),
    ...(workspace?.crm === undefined ? {} : await ofCrm(parts, session)),
    sources: await readSources(parts.log, workspace),
    now: parts.clock.now(),
  };
};

const ofCrm = async (parts: CaseParts, session: string): Promise<Pick<Case, 'crm'>> => {
  const crm = await askCrm(parts, session);
  return crm === undefined ? {} : { crm };
};

const connectionOf = async (
  parts: CaseParts,
  { workspace, vendor }: { readonly workspace: string; readonly vendor: string },
): Promise<ConnectionView | null> => {
  const connection = parts.settings.connection(workspace, vendor);
  return connection === null ? null : readHealth(parts, connection);
};

/** The tickets of a web chat stand in HubSpot (ADR 18), and its sessions end. */
const ofWebChat = async (
  parts: CaseParts,
  { workspace, vendor }: { readonly workspace: string; readonly vendor: string },
  events: Case['events'],
): Promise<Partial<Case>> => {
  if (vendor !== 'web-chat') return {};
  const { sessionMs } = parts.verifications.find((each) => each.vendor === vendor) ?? {};
  return {
    ticketDesk: await connectionOf(parts, { workspace, vendor: HUBSPOT }),
    ticketReply: await lastReply(parts, ticketsOf(workspace, events)),
    ...(sessionMs === undefined ? {} : { sessionMs }),
  };
};

const HUBSPOT = 'hubspot';

/** The sessions of the tickets themselves. */
const ticketsOf = (workspace: string, events: Case['events']): readonly string[] =>
  events.flatMap(({ event }) =>
    event.type === 'TicketCreated'
      ? [
          partitionKey({
            workspace,
            vendor: HUBSPOT,
            conversation: `ticket-${event.data.ticketId}`,
          }),
        ]
      : [],
  );

const deliveriesOf = (dataSource: DataSource, session: string): Promise<DeliveryView[]> =>
  dataSource.query(
    `select d.id, d.vendor_topic as "vendorTopic", d.received_at::float8 as "receivedAt",
       d.times::int as times, count(i.id)::int as inputs
     from delivery d left join delivery_input i on i.delivery_id = d.id
     where d.key = $1 group by d.id, d.vendor_topic, d.received_at, d.times
     order by d.received_at`,
    [session],
  );
