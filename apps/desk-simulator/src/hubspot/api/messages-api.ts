import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { By, Message, Participant, Thread } from '../model';
import { CHANNEL_ACCOUNTS } from '../portal/catalogue';
import type { ApiAnswer } from './answers';
import { created, invalid, notFound, ok, refuse } from './answers';
import type { Call, Route } from './route';
import { asApp, pageOf, threadIn } from './route';
import { messageShape } from './shapes';

const BASE = '/conversations/v3/conversations/threads/:thread/messages';
const READ = ['conversations.read'];

export const messageRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: BASE,
    kind: 'read',
    scopes: READ,
    run: (call) => {
      const it = visibleThread(call);
      const newestFirst = call.request.query['sort'] === '-createdAt';
      const messages = newestFirst ? it.messages.toReversed() : it.messages;
      const { results, ...rest } = pageOf(messages, call.request, { fallback: 100, most: 500 });
      return ok({ results: results.map((message) => shape(call, it, message)), ...rest });
    },
  },
  {
    method: 'GET',
    path: `${BASE}/:message`,
    kind: 'read',
    scopes: READ,
    run: (call) => {
      const it = visibleThread(call);
      return ok(shape(call, it, messageIn(call, it)));
    },
  },
  {
    method: 'GET',
    path: `${BASE}/:message/original-content`,
    kind: 'read',
    scopes: READ,
    run: (call) => {
      const { content } = messageIn(call, visibleThread(call));
      if (content === null) return notFound();
      return ok(content.original ?? { text: content.text, richText: content.richText });
    },
  },
  {
    method: 'POST',
    path: BASE,
    kind: (body) => (fieldsOf(body)['type'] === 'COMMENT' ? 'note' : 'reply'),
    scopes: ['conversations.write'],
    run: (call) => {
      const { type } = fieldsOf(call.request.body);
      if (type === 'COMMENT') return postComment(call);
      return type === 'MESSAGE' ? postMessage(call) : invalid('type', 'must be MESSAGE or COMMENT');
    },
  },
];

const postComment = (call: Call): ApiAnswer => {
  const it = visibleThread(call);
  const written = writtenIn(call);
  const by = asApp(call);
  const message = call.portal.threads.comment(it, by, written);
  return done(call, it, { kind: 'note', message, by });
};

const postMessage = (call: Call): ApiAnswer => {
  const it = visibleThread(call);
  const body = fieldsOf(call.request.body);
  const written = writtenIn(call);
  const by = senderIn(call);
  checkChannel(it, body);
  const recipients = recipientsIn(body);
  const subject = textOf(body['subject']);
  const message = call.portal.threads.reply(it, call.portal.contactOf(it), by, {
    ...written,
    recipients,
    ...(subject === undefined ? {} : { subject }),
  });
  return done(call, it, { kind: 'reply', message, by });
};

const done = (
  call: Call,
  it: Thread,
  { kind, message, by }: { readonly kind: string; readonly message: Message; readonly by: By },
): ApiAnswer => {
  const text = textOf(fieldsOf(call.request.body)['text']) ?? null;
  const effect = { conversation: it.id, kind, partId: message.id, adminId: by.actorId };
  call.portal.recordEffect(effect, text);
  return created(shape(call, it, message));
};

const shape = ({ portal }: Call, it: Thread, message: Message) =>
  messageShape(it, message, portal.settings.appId);

const visibleThread = (call: Call): Thread => {
  const it = threadIn(call);
  const archived = call.request.query['archived'] === 'true';
  return it.archived === archived ? it : refuse(notFound());
};

const messageIn = ({ path }: Call, it: Thread): Message =>
  it.messages.find(({ id }) => id === path['message']) ?? refuse(notFound());

const writtenIn = ({ request }: Call) => {
  const body = fieldsOf(request.body);
  const text = textOf(body['text']) ?? refuse(invalid('text', 'text must not be blank'));
  if (!Array.isArray(body['attachments']))
    return refuse(invalid('attachments', 'attachments is required'));
  const richText = textOf(body['richText']);
  return {
    text,
    ...(richText === undefined ? {} : { richText }),
    attachments: listOf(body['attachments']).map(attachmentOf),
  };
};

/** What was uploaded before comes back as a file; anything else is kept as it was sent. */
const attachmentOf = (sent: unknown): Readonly<Record<string, unknown>> => {
  const fields = fieldsOf(sent);
  return fields['type'] === 'FILE' ? { ...fields, fileUsageType: 'OTHER' } : fields;
};

const senderIn = ({ portal, request }: Call): By => {
  const actorId = textOf(fieldsOf(request.body)['senderActorId']);
  if (actorId === undefined || portal.repOf(actorId) === undefined)
    return refuse(invalid('senderActorId', 'senderActorId must be an agent actor'));
  return { actorId, source: 'api' };
};

const checkChannel = (it: Thread, body: Readonly<Record<string, unknown>>): void => {
  const account = CHANNEL_ACCOUNTS[it.channel];
  if (textOf(body['channelId']) !== account.channelId)
    refuse(invalid('channelId', 'channelId is not a channel of this thread'));
  if (textOf(body['channelAccountId']) !== account.id)
    refuse(invalid('channelAccountId', 'channelAccountId is not an account of this channel'));
};

const recipientsIn = (body: Readonly<Record<string, unknown>>): readonly Participant[] => {
  const recipients = listOf(body['recipients']).map(fieldsOf);
  if (recipients.length === 0) refuse(invalid('recipients', 'at least one recipient is required'));
  return recipients.map((each) => {
    const [first] = [...listOf(each['deliveryIdentifiers']), each['deliveryIdentifier']];
    const { type, value } = fieldsOf(first);
    if (typeof type !== 'string' || typeof value !== 'string')
      return refuse(invalid('recipients', 'each recipient needs deliveryIdentifiers'));
    const [actorId, name] = [textOf(each['actorId']), textOf(each['name'])];
    return {
      ...(actorId === undefined ? {} : { actorId }),
      ...(name === undefined ? {} : { name }),
      recipientField: textOf(each['recipientField']) ?? 'TO',
      deliveryIdentifier: { type, value },
    };
  });
};
