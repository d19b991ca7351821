import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RouteDeps } from '../deps';
import { messageOf } from '@deskstream/kernel';
import type { ChatRef } from '../store/chat-store';
import type { Numbered } from '../store/reading';
import { eventsAfter, PAGE } from '../store/reading';

const HEARTBEAT_MS = 15_000;

/** Everything after `Last-Event-ID` that the customer may see, then what happens (server-sent events). */
export const stream = async (
  deps: RouteDeps,
  ref: ChatRef,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  const over = new AbortController();
  let seq = Number(request.headers['last-event-id'] ?? 0) || 0;
  let isNews = true;
  let nap = new AbortController();
  const look = (): void => {
    isNews = true;
    nap.abort();
  };
  const unsubscribe = deps.changes.subscribe(ref, look);
  reply.hijack();
  const { raw } = reply;
  raw.on('close', () => {
    over.abort();
    look();
  });
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  });
  raw.write(': here\n\n');
  try {
    while (!over.signal.aborted) {
      isNews = false;
      const events = await eventsAfter(deps.store, ref, { seq });
      for (const each of events) raw.write(textOf(each));
      seq = events.at(-1)?.seq ?? seq;
      if (isNews || events.length === PAGE) continue;
      nap = new AbortController();
      await deps.clock.sleep(HEARTBEAT_MS, nap.signal).then(
        () => raw.write(': still here\n\n'),
        () => undefined,
      );
    }
  } catch (error) {
    deps.logger.warn({ error: messageOf(error) }, 'a stream of a web chat broke off');
  } finally {
    unsubscribe();
    raw.end();
  }
};

/** Notes and whatever else is for teammates leave nothing but their number (S050). */
const textOf = (numbered: Numbered): string =>
  `id: ${numbered.seq}\ndata: ${JSON.stringify(seenByCustomer(numbered))}\n\n`;

const seenByCustomer = ({ key, event: { message, assignee, topic } }: Numbered) => {
  if (topic === 'contact.identified') return { identified: true };
  const owner = assignee.kind;
  if (message === undefined || message.visibility !== 'public') return { owner };
  const { id, text, at, author } = message;
  const name = author.name === undefined ? {} : { name: author.name };
  // A customer's own message is known by the id that the widget gave it.
  const known = author.kind === 'customer' ? key.slice(key.indexOf(':') + 1) : id;
  return { owner, message: { id: known, text, at, from: author.kind, ...name } };
};
