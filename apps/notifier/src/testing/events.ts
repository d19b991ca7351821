import { encodeData, encodeEvent, GENESIS } from '@deskstream/contracts';
import type { EventData, EventType, HandoffCause } from '@deskstream/conversation-domain';
import type { PartitionKey } from '@deskstream/kernel';
import { partitionKey } from '@deskstream/kernel';
import type { Draft } from '@deskstream/port-event-log';

export const keyOf = (conversation: string, workspace = 'acme'): PartitionKey =>
  partitionKey({ workspace, vendor: 'intercom', conversation });

/** An event as it stands in the log. */
export const eventOf = <K extends EventType>(
  at: { readonly key: PartitionKey; readonly seq?: number },
  type: K,
  data: EventData<K>,
): Draft =>
  encodeEvent(
    {
      id: `${at.key}-${at.seq ?? 1}`,
      type,
      source: '/test',
      subject: at.key,
      time: 0,
      schemaVersion: type === 'HandoffRequested' ? 2 : 1,
      correlationId: 'd1',
      causationId: 'in1',
      seq: at.seq ?? 1,
      prevHash: GENESIS,
      cause: '0:0',
      settingsVersion: 1,
    },
    encodeData(data),
  );

/** The summary is the customer's own words: no notice may hold them. */
export const handoff = (
  key: PartitionKey,
  {
    cause = 'human-requested',
    seq = 1,
  }: { readonly cause?: HandoffCause; readonly seq?: number } = {},
): Draft =>
  eventOf({ key, seq }, 'HandoffRequested', {
    cause,
    messageIds: ['m1'],
    summary: 'My card 4111 does not work',
    steps: ['note', 'unassign'],
  });
