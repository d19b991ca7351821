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
  reply.hijack();
  const { raw } = reply;
  const over = new AbortController();
  const news = newsOf(deps, ref);
  raw.on('close', () => {
    over.abort();
    news.look();
  });
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'x-accel-buffering': 'no',
  });
  raw.write(': here\n\n');
  let seq = lastSeenIn(request);
  try {
    while (!over.signal.aborted) {
      const looked = news.count();
      const events = await eventsAfter(deps.store, ref, { seq });
      for (const each of events) raw.write(textOf(each));
      seq = events.at(-1)?.seq ?? seq;
      if (events.length < PAGE && !(await news.after(looked))) raw.write(': still here\n\n');
    }
  } catch (error) {
    deps.logger.warn({ error: messageOf(error) }, 'a stream of a web chat broke off');
  } finally {
    news.stop();
    raw.end();
  }
};

const lastSeenIn = ({ headers }: FastifyRequest): number => {
  const seq = Number(headers['last-event-id']);
  return Number.isInteger(seq) && seq > 0 && seq < 2 ** 31 ? seq : 0;
};

/** Counts the changes of one chat, and waits for the next one. */
const newsOf = ({ changes, clock }: RouteDeps, ref: ChatRef) => {
  let changed = 0;
  let nap = new AbortController();
  const look = (): void => {
    changed += 1;
    nap.abort();
  };
  return {
    look,
    stop: changes.subscribe(ref, look),
    count: () => changed,
    /** `false`: nothing happened for a while. */
    after: async (seen: number): Promise<boolean> => {
      if (changed > seen) return true;
      nap = new AbortController();
      return clock.sleep(HEARTBEAT_MS, nap.signal).then(
        () => false,
        () => true,
      );
    },
  };
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
