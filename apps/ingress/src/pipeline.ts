import type { Clock, Logger, Step, Telemetry } from '@deskstream/kernel';
import type { EventLog } from '@deskstream/port-event-log';
import type { Settings } from '@deskstream/port-settings';
import type { Reception, VendorWebhooks } from '@deskstream/port-vendor';
import type { AcceptRequest } from './accept-request';
import type { WriteDurably } from './durable/durable-writer';
import { directWriter } from './durable/durable-writer';
import type { IngressLimits } from './limits';
import type { HttpAnswer, Refusal } from './problem';
import type { AcknowledgementTally } from './acknowledgement-tally';
import type { RefusalTally } from './refusal-tally';
import { drop, refuse, refuseKnown } from './refusing';
import { addressOf } from './steps/address-of';
import { checkLimits } from './steps/check-limits.step';
import type { RateLimit } from './steps/check-rate.step';
import { rateLimitOf } from './steps/check-rate.step';
import type { AllowedSenders } from './steps/check-sender.step';
import { checkSender } from './steps/check-sender.step';
import type { Target } from './steps/find-connection.step';
import { findConnection } from './steps/find-connection.step';
import { makeDurable } from './steps/make-durable.step';

export interface IngressDeps {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly vendors: readonly VendorWebhooks[];
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly limits: IngressLimits;
  /** Default: into the log, within `limits.publishMs`. */
  readonly write?: WriteDurably;
  /** Keeps count, durably, of what known addresses refused. */
  readonly refusals?: Pick<RefusalTally, 'add'>;
  /** Adds up, durably, how fast webhooks were answered. */
  readonly acknowledgements?: Pick<AcknowledgementTally, 'add'>;
  /** Default: webhooks are taken from anywhere; their signature is checked either way. */
  readonly allows?: AllowedSenders;
}

/**
 * Whose is it, is it within bounds, is it genuine, what does it hold, is it safe: then 200, and not
 * before. Without HTTP, so that the simulation runs the same code.
 */
export const acceptWebhook = (
  deps: IngressDeps,
): ((request: AcceptRequest) => Promise<HttpAnswer>) => {
  const { write = directWriter(deps.log, deps.clock, deps.limits.publishMs) } = deps;
  const rate = rateLimitOf(deps.clock, deps.limits.perSecond);
  const vendors = new Map(deps.vendors.map((webhooks) => [webhooks.vendor as string, webhooks]));
  return async (request) => {
    const began = deps.clock.now();
    const { vendor } = request;
    const target = findConnection(deps.settings, vendors, request);
    if (!('webhooks' in target)) return refuse(deps, request, target);
    const early = withoutBody(deps, request);
    if (early !== null) return early;
    const attributes = { 'deskstream.vendor': vendor, 'deskstream.workspace': request.workspace };
    const answer = await deps.telemetry.step(
      'ingress accept',
      { kind: 'server', attributes },
      (step) => receive({ deps, request, rate, write, step }, target),
    );
    const tookMs = deps.clock.now() - began;
    deps.telemetry.observe('deskstream.webhooks.accept.duration', tookMs / 1000, { vendor });
    if (answer.status === 200)
      deps.acknowledgements?.add({ vendor, workspace: request.workspace, tookMs });
    return answer;
  };
};

/** What needs no look at the body; `null` for a delivery. */
const withoutBody = (deps: IngressDeps, request: AcceptRequest): HttpAnswer | null => {
  const stranger = checkSender(request, deps.allows);
  if (stranger !== null) return refuseKnown(deps, request, stranger);
  if (request.method === 'HEAD' || request.method === 'GET') return VALIDATED;
  return request.method === 'POST' ? null : refuseKnown(deps, request, NOT_ALLOWED);
};

interface Receiving {
  readonly deps: IngressDeps;
  readonly request: AcceptRequest;
  readonly rate: RateLimit;
  readonly write: WriteDurably;
  readonly step: Step;
}

const receive = async (
  { deps, request, rate, write, step }: Receiving,
  { webhooks, connection }: Target,
): Promise<HttpAnswer> => {
  const outOfBounds = checkLimits(request, deps.limits);
  if (outOfBounds !== null) return refuseKnown(deps, request, outOfBounds);
  const verified = webhooks.verify(request, connection, deps.clock.now());
  if (verified.kind === 'refused') return refuseKnown(deps, request, { status: 400, ...verified });
  const tooMany = rate(request.workspace);
  if (tooMany !== null) return refuseKnown(deps, request, tooMany);
  const reception = webhooks.receive(request, connection);
  if (reception.kind === 'malformed')
    return refuseKnown(deps, request, { status: 400, ...reception });
  if (reception.kind !== 'deliveries') return answerWithoutKeeping(deps, request, reception);
  return keep({ deps, request, connection, write, step }, reception);
};

interface Keeping {
  readonly deps: IngressDeps;
  readonly request: AcceptRequest;
  readonly connection: Target['connection'];
  readonly write: WriteDurably;
  readonly step: Step;
}

const keep = async (
  { deps, request, connection, write, step }: Keeping,
  reception: Extract<Reception, { kind: 'deliveries' }>,
): Promise<HttpAnswer> => {
  for (const one of reception.dropped ?? []) drop(deps, request, one);
  if (reception.deliveries.length === 0) return ok({ accepted: [] });
  const refusal = await makeDurable({ ...deps, write }, connection, reception.deliveries, {
    traceparent: step.traceparent,
    address: addressOf(request),
  });
  if (refusal !== null) return refuseKnown(deps, request, refusal);
  const { vendor } = request;
  deps.telemetry.count('deskstream.webhooks.accepted', reception.deliveries.length, { vendor });
  for (const { attempt } of reception.deliveries)
    deps.telemetry.observe('deskstream.webhooks.attempt', attempt, { vendor });
  return ok({ accepted: reception.deliveries.map(({ deliveryId }) => deliveryId) });
};

const answerWithoutKeeping = (
  deps: IngressDeps,
  request: AcceptRequest,
  reception: Exclude<Reception, { kind: 'deliveries' | 'malformed' }>,
): HttpAnswer => {
  if (reception.kind === 'validation') {
    deps.telemetry.count('deskstream.deliveries.dropped', 1, { reason: reception.kind });
    return {
      status: 200,
      headers: { 'content-type': reception.contentType },
      body: reception.answer,
    };
  }
  drop(deps, request, { ...reception, code: 'TOPIC.UNKNOWN' });
  return ok({ ignored: 'unknown-topic' });
};

const ok = (body: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Intercom checks an address by HEAD when it is saved. */
const VALIDATED: HttpAnswer = {
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: 'Webhook address\n',
};

const NOT_ALLOWED: Refusal = {
  status: 405,
  code: 'METHOD.NOT_ALLOWED',
  detail: 'Webhooks are sent with POST.',
  headers: { allow: 'POST, HEAD, GET' },
};
