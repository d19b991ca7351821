import { fieldsOf, idOf, listOf } from '@deskstream/platform-payload';
import type { VendorFeed } from '@deskstream/port-vendor';
import type { WebChatOptions } from './client';
import { openClient, unreadOf } from './client';

/** Also releases its connections. */
export type WebChatFeed = VendorFeed & { close(): Promise<void> };

export const createWebChatFeed = (options: WebChatOptions = {}): WebChatFeed => {
  const client = openClient(options);
  return {
    vendor: 'web-chat',
    recent: async (connection, { since, until }, signal) => {
      const send = client.session(connection, signal);
      const fetched = await send('GET', `/conversations?since=${since}&until=${until}`);
      if (fetched.kind === 'refused') {
        const unread = unreadOf(fetched.refusal);
        return unread.kind === 'gone' ? { ...unread, kind: 'unreadable', retryAt: null } : unread;
      }
      const { conversations, truncated } = fieldsOf(fetched.json);
      return {
        kind: 'read',
        conversations: listOf(conversations).map(recentOf),
        truncated: truncated === true,
      };
    },
    close: () => client.close(),
  };
};

const recentOf = (value: unknown) => {
  const { id, updatedAt } = fieldsOf(value);
  return { conversation: idOf(id) ?? '', updatedAt: Number(updatedAt) };
};
