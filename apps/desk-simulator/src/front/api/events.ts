import type { ApiAnswer } from '../../api/answers';
import type { FrontEvent } from '../model';
import { eventShape } from '../shapes/event-shapes';
import { answer, missing } from './answers';
import type { FrontRequest } from './answers';
import { pageOf } from './paging';
import type { Context, Route } from './route';

/** Newest first, at most 15 a page; `q[after]`, `q[before]` (seconds), `q[types][]`. */
export const eventsOf = (
  { company: { store }, request }: Context,
  conversation: string | null,
): ApiAnswer => {
  const wanted = filterOf(request);
  const events = store.state.events
    .filter(
      (event) => (conversation === null || event.conversation === conversation) && wanted(event),
    )
    .toReversed();
  return pageOf(store, request, events, {
    most: 15,
    usual: 15,
    shape: (event) => {
      const it = store.find(event.conversation);
      return it ? eventShape(store, event, it) : null;
    },
  });
};

export const eventRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/events',
    kind: 'events',
    scope: 'events:*:read',
    run: (context) => eventsOf(context, null),
  },
  {
    method: 'GET',
    path: '/events/:id',
    kind: 'event',
    scope: 'events:*:read',
    run: ({ company: { store }, params }) => {
      const event = store.state.events.find(({ id }) => id === params['id']);
      const it = event && store.find(event.conversation);
      return event && it
        ? answer(200, eventShape(store, event, it))
        : missing(`event "${params['id'] ?? ''}"`);
    },
  },
];

const filterOf = ({ query }: FrontRequest): ((event: FrontEvent) => boolean) => {
  const types = [query['q[types][]'], query['q[types]']]
    .flat()
    .filter((type) => type !== undefined);
  const after = secondsIn(query['q[after]'], -Infinity);
  const before = secondsIn(query['q[before]'], Infinity);
  return ({ type, at }) =>
    at / 1000 > after && at / 1000 < before && (types.length === 0 || types.includes(type));
};

const secondsIn = (given: unknown, otherwise: number): number =>
  typeof given === 'string' && Number.isFinite(Number(given)) ? Number(given) : otherwise;
