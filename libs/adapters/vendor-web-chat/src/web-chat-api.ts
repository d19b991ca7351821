import { fieldsOf, listOf, idOf } from '@deskstream/platform-payload';
import type { CallResult, ReadBack, VendorApi, VendorCommand } from '@deskstream/port-vendor';
import type { WebChatOptions } from './client';
import { openClient, unreadOf } from './client';
import { assigneeOf, factsOf } from './facts';
import type { Session } from './perform';
import { keyOf, pathOf, perform } from './perform';

/** Also releases its connections. */
export type WebChatApi = VendorApi & { close(): Promise<void> };

export const createWebChatApi = (options: WebChatOptions = {}): WebChatApi => {
  const client = openClient(options);
  return {
    vendor: 'web-chat',
    perform: (command, connection, signal, commandId) => {
      const session = { send: client.session(connection, signal), connection };
      return command.kind === 'read'
        ? readThread(session, command)
        : perform(session, command, commandId);
    },
    readBack: (command, connection, { commandId }, signal) =>
      readBack({ send: client.session(connection, signal), connection }, command, commandId),
    ownership: async (conversation, connection, signal) => {
      const fetched = await client.session(connection, signal)('GET', pathOf(conversation));
      if (fetched.kind === 'refused') return unreadOf(fetched.refusal);
      const { assignee, asOf, status } = fieldsOf(fetched.json);
      return {
        kind: 'known',
        assignee: assigneeOf(assignee, connection),
        asOf: Number(asOf),
        open: status === 'open',
      };
    },
    close: () => client.close(),
  };
};

const readThread = async (
  { send, connection }: Session,
  { conversation, since }: Extract<VendorCommand, { kind: 'read' }>,
): Promise<CallResult> => {
  const fetched = await send('GET', `${pathOf(conversation)}/events?since=${since}`);
  if (fetched.kind === 'refused') return fetched.refusal;
  const { events, truncated } = fieldsOf(fetched.json);
  const facts = listOf(events).flatMap((event) => factsOf(event, connection));
  return { kind: 'done', facts, truncated: truncated === true };
};

/** Messages are found by their key; everything else may be done again without harm. */
const readBack = async (
  { send }: Session,
  command: VendorCommand,
  commandId?: string,
): Promise<ReadBack> => {
  if (command.kind !== 'reply' && command.kind !== 'note') return { kind: 'absent' };
  const path = `${pathOf(command.conversation)}/messages/${keyOf(command, commandId)}`;
  const fetched = await send('GET', path);
  if (fetched.kind === 'ok') return { kind: 'found', ...standing(fetched.json) };
  const unread = unreadOf(fetched.refusal);
  return unread.kind === 'gone' ? { kind: 'absent' } : unread;
};

const standing = (json: unknown) => {
  const { id, at } = fieldsOf(json);
  const vendorMessageId = idOf(id);
  return {
    ...(vendorMessageId === null ? {} : { vendorMessageId }),
    ...(typeof at === 'number' ? { vendorAt: at } : {}),
  };
};
