import type { Logger, Telemetry } from '@deskstream/kernel';
import type { DroppedDelivery } from '@deskstream/port-vendor';
import type { AcceptRequest } from './accept-request';
import type { HttpAnswer, Refusal } from './problem';
import { problem } from './problem';
import type { RefusalTally } from './refusal-tally';
import { addressOf } from './steps/address-of';

/** Where it is told what was not taken. */
interface Listeners {
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  /** Keeps count, durably, of what known addresses refused. */
  readonly refusals?: Pick<RefusalTally, 'add'>;
}

/** At an address that is somebody's: counted for the health of the connection, too. */
export const refuseKnown = (
  deps: Listeners,
  request: AcceptRequest,
  refusal: Refusal & { readonly because?: string },
): HttpAnswer => {
  const { vendor, workspace } = request;
  const { code, status } = refusal;
  deps.refusals?.add({ vendor, workspace, code, status, address: addressOf(request) });
  return refuse(deps, request, refusal);
};

export const refuse = (
  { telemetry, logger }: Listeners,
  { vendor, workspace }: AcceptRequest,
  refusal: Refusal & { readonly because?: string },
): HttpAnswer => {
  const { status, code, because } = refusal;
  telemetry.count('deskstream.webhooks.refused', 1, { code });
  const fields = {
    vendor: vendor.slice(0, 40),
    workspace: workspace.slice(0, 80),
    status,
    code,
    because,
  };
  if (status === 503) logger.error(fields, 'webhook refused: it could not be made durable');
  else logger.warn(fields, 'webhook refused');
  return problem(refusal);
};

/** Acknowledged, counted and dropped, so that a vendor's new topic does not cost us the subscription. */
export const drop = (
  { telemetry, logger, refusals }: Listeners,
  request: AcceptRequest,
  { code, deliveryId, ...dropped }: DroppedDelivery,
): void => {
  telemetry.count('deskstream.deliveries.dropped', 1, { reason: DROPPED[code] });
  const { vendor, workspace } = request;
  const vendorTopic = dropped.vendorTopic.slice(0, 100);
  refusals?.add({ vendor, workspace, code, status: 200, vendorTopic, address: addressOf(request) });
  logger.info({ vendor, workspace, vendorTopic, deliveryId, code }, 'delivery dropped');
};

const DROPPED: Readonly<Record<DroppedDelivery['code'], string>> = {
  'TOPIC.UNKNOWN': 'unknown-topic',
  'WORKSPACE.MISMATCH': 'other-workspace',
  'BODY.SHAPE': 'no-delivery',
};
