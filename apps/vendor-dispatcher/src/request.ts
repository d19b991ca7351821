import type { EventRecord } from '@deskstream/contracts';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Selection } from '@deskstream/platform-work';
import type { VendorCommand } from '@deskstream/port-vendor';

/** A request of the log as the ledger keeps it. */
export interface DispatchRequest {
  readonly vendor: string;
  readonly workspace: string;
  readonly command: VendorCommand;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/** Which events ask for a call. The event's id is the command's id. */
export const requestsOf = ({ envelope, event }: EventRecord): Selection => {
  if (event.type === 'DispatchRecalled')
    return { recall: [{ id: event.data.commandId, because: event.data.because }] };
  const ref = parsePartitionKey(envelope.subject);
  const command = ref === null ? null : commandOf(event, ref.conversation);
  if (ref === null || command === null) return {};
  const { correlationId, traceparent } = envelope;
  const payload: DispatchRequest = {
    vendor: ref.vendor,
    workspace: ref.workspace,
    command,
    correlationId,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  const { id, at: dueAt } = event;
  const { seq, subject: key } = envelope;
  return { add: [{ id, key, workspace: ref.workspace, seq, dueAt, payload }] };
};

const commandOf = (event: EventRecord['event'], conversation: string): VendorCommand | null => {
  if (event.type === 'ReplyRequested')
    return { kind: 'reply', conversation, text: event.data.text };
  if (event.type === 'NoteRequested') return { kind: 'note', conversation, text: event.data.text };
  if (event.type === 'UnassignRequested') return { kind: 'unassign', conversation };
  return null;
};
