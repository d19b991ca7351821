import { DEDUP_GROUP } from '@deskstream/app-dedup';
import { plainOf } from '@deskstream/app-desk-simulator';
import { DISPATCH_GROUP } from '@deskstream/app-dispatcher';
import {
  DECIDE_GROUP,
  REASONING_GROUP,
  STREAM_INDEX_GROUP,
  TIMERS_GROUP,
} from '@deskstream/app-orchestrator';
import { decodeEvent, TOPICS } from '@deskstream/contracts';
import type { EventRecord } from '@deskstream/contracts';
import { partitionKey } from '@deskstream/kernel';
import { until } from '@deskstream/testing-harness';
import type { Liveness, Observations, VendorEffect } from '@deskstream/testing-simulation';
import type { Product } from './product';
import type { Vendor } from './workspace';
import { WORKSPACE } from './workspace';

const WORK_GROUPS = [DISPATCH_GROUP, REASONING_GROUP, TIMERS_GROUP];
const BOUND_MS = 20 * 60_000;

/** Nothing unread, nothing open but timers that are not due yet. */
export const atRest = async (product: Product): Promise<Liveness> => {
  const since = product.clock.now();
  await isQuietSoon(product);
  await product.desk.front.get(WORKSPACE)?.company.idle(); // accepted (202) replies stand in the thread later
  await isQuietSoon(product);
  const settledAfterMs = product.clock.now() - since;
  return { ...restOf(product), settledAfterMs, boundMs: BOUND_MS };
};

const isQuietSoon = (product: Product): Promise<void> =>
  until(() => isQuiet(product), {
    timeoutMs: 180_000,
    everyMs: 5,
    describe: () => `never at rest: ${JSON.stringify(restOf(product))}`,
  });

const isQuiet = (product: Product): boolean => {
  const { openWork, lag } = restOf(product);
  return [...Object.values(openWork), ...Object.values(lag)].every((left) => left === 0);
};

const restOf = ({ broker, work, index }: Product): Pick<Liveness, 'openWork' | 'lag'> => {
  const behind = (topic: string, next: (partition: number) => number) =>
    broker
      .ends(topic)
      .reduce((sum, { partition, end }) => sum + Math.max(0, end - next(partition)), 0);
  return {
    openWork: Object.fromEntries(
      WORK_GROUPS.map((group) => [
        group,
        [...(work.open.get(group)?.values() ?? [])].reduce((sum, { length }) => sum + length, 0),
      ]),
    ),
    lag: {
      [DEDUP_GROUP]: behind(TOPICS.webhooks, (p) =>
        broker.group(DEDUP_GROUP, TOPICS.webhooks).position(p),
      ),
      [DECIDE_GROUP]: behind(TOPICS.inputs, (p) =>
        broker.group(DECIDE_GROUP, TOPICS.inputs).position(p),
      ),
      [STREAM_INDEX_GROUP]: behind(TOPICS.events, (p) => index.checkpoints.get(p) ?? 0),
      ...Object.fromEntries(
        WORK_GROUPS.map((group) => [
          group,
          behind(TOPICS.events, (p) => work.checkpoints.get(`${group}[${p}]`) ?? 0),
        ]),
      ),
    },
  };
};

export const observe = (product: Product, liveness: Liveness): Observations => ({
  webhooks: product.broker.records(TOPICS.webhooks).flat(),
  inputs: product.broker.records(TOPICS.inputs).flat(),
  events: product.broker.records(TOPICS.events).flat(),
  deadLetters: product.broker.records(TOPICS.deadLetters).flat(),
  attempts: attemptsOf(product),
  effects: effectsOf(product),
  projections: [],
  liveness,
  clockToleranceMs: 1_000,
});

/** Events of one conversation, or of all, in the order of the log. */
export const eventsOf = ({ broker }: Product, conversation?: string): readonly EventRecord[] =>
  broker
    .records(TOPICS.events)
    .flat()
    .flatMap((record) => {
      const decoded = decodeEvent(record);
      return decoded.ok ? [decoded.value] : [];
    })
    .filter(
      ({ envelope }) => conversation === undefined || envelope.subject.endsWith(`/${conversation}`),
    );

/** Front and Intercom number notifications; HubSpot's ids are made from the facts, so its are left out. */
const attemptsOf = ({ desk }: Product): Observations['attempts'] =>
  [
    ...(desk.workspaces.get(WORKSPACE)?.sender.attempts() ?? []),
    ...(desk.front.get(WORKSPACE)?.sender.attempts() ?? []),
  ].map(({ delivery, status }) => ({ deliveryId: delivery, status }));

interface Done {
  readonly kind: string;
  readonly conversation: string | null;
  readonly partId: string | null;
  readonly at: number;
}

/** Words of a reply or note, as plain text. */
type WordsOf = (conversation: string, part: string) => string;

const effectsOf = (product: Product): readonly VendorEffect[] =>
  SOURCES.flatMap(([vendor, source]) => {
    const { done, wordsOf } = source(product);
    return done.flatMap((each) => effectOf(product, vendor, each, wordsOf));
  });

type Source = (product: Product) => { readonly done: readonly Done[]; readonly wordsOf: WordsOf };

const intercomEffects: Source = ({ desk: { workspaces } }) => {
  const desk = workspaces.get(WORKSPACE)?.desk;
  return {
    done: desk?.effects() ?? [],
    wordsOf: (conversation, part) =>
      plainOf(desk?.find(conversation)?.parts.find(({ id }) => id === part)?.body ?? ''),
  };
};

const hubspotEffects: Source = ({ desk: { hubspot } }) => {
  const portal = hubspot.get(WORKSPACE)?.portal;
  return {
    done: portal?.state.effects ?? [],
    wordsOf: (conversation, part) =>
      portal?.find(conversation)?.messages.find(({ id }) => id === part)?.content?.text ?? '',
  };
};

const frontEffects: Source = ({ desk: { front } }) => {
  const company = front.get(WORKSPACE)?.company;
  return {
    done: company?.store.state.effects ?? [],
    wordsOf: (conversation, part) => {
      const it = company?.store.find(conversation);
      const message = it?.messages.find(({ uid }) => uid === part)?.body;
      return plainOf(message ?? it?.comments.find(({ id }) => id === part)?.body ?? '');
    },
  };
};

const SOURCES: readonly (readonly [Vendor, Source])[] = [
  ['intercom', intercomEffects],
  ['hubspot', hubspotEffects],
  ['front', frontEffects],
];

const effectOf = (
  { ownerReads }: Product,
  vendor: Vendor,
  { kind, conversation, partId, at }: Done,
  textOf: WordsOf,
): readonly VendorEffect[] => {
  if (conversation === null || !isJudged(kind)) return [];
  const read = ownerReads.findLast(
    (each) => each.vendor === vendor && each.conversation === conversation && each.at <= at,
  );
  return [
    {
      kind,
      at,
      key: partitionKey({ workspace: WORKSPACE, vendor, conversation }),
      text: partId === null ? '' : textOf(conversation, partId),
      lastOwnershipRead: read ?? null,
      ...(partId === null ? {} : { vendorMessageId: partId }),
    },
  ];
};

const isJudged = (kind: string): kind is 'reply' | 'note' | 'unassign' =>
  kind === 'reply' || kind === 'note' || kind === 'unassign';
