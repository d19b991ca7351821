import type { Clock } from '@deskstream/kernel';
import type {
  Action,
  Change,
  Contact,
  Conversation,
  Notification,
  Part,
  WorkspaceConfig,
} from './model';
import { uuidOf } from './random';
import { conversationShape } from './shapes';

interface NewsOptions {
  readonly config: WorkspaceConfig;
  readonly clock: Clock;
  readonly seed: string | number;
  readonly contactOf: (it: Conversation) => Contact;
}

/** What the desk tells of a change: to its subscribers, and as the notifications Intercom would send. */
export const createNews = ({ config, clock, seed, contactOf }: NewsOptions) => {
  const listeners = new Set<(change: Change) => void>();
  const tell = (change: Change): void => listeners.forEach((listener) => listener(change));
  const notification = (it: Conversation, topic: string, part: Part | null): Notification => ({
    id: `notif_${uuidOf(seed, config.appId, it.id, part?.id ?? it.sourceId, topic, part?.updatedAt ?? 0)}`,
    topic,
    conversation: it.id,
    at: clock.now(),
    item: conversationShape(it, contactOf(it), {
      dates: 'iso',
      parts: part === null ? [] : [part],
    }),
  });
  const done = (it: Conversation, part: Part | null, topics: readonly string[]): Action => {
    const notifications = topics.map((topic) => notification(it, topic, part));
    const action = { conversation: it, part, notifications };
    tell(action);
    return action;
  };
  const subscribe = (listener: (change: Change) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { tell, subscribe, notification, done };
};
