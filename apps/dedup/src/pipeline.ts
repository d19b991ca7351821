import { deadLetterOf } from '@deskstream/contracts';
import type { Clock, Logger, Telemetry } from '@deskstream/kernel';
import type { Draft, EventLog, Lane, LaneHandler, LogRecord } from '@deskstream/port-event-log';
import type { Settings } from '@deskstream/port-settings';
import type { VendorWebhooks } from '@deskstream/port-vendor';
import { knownConnections } from './known-connections';
import { placeOf, SeenInputs } from './seen-inputs';
import { passOn } from './steps/pass-on.step';
import { readDelivery } from './steps/read-delivery.step';

export interface DedupDeps {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly vendors: readonly VendorWebhooks[];
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  /** Inputs of a lane that are remembered. */
  readonly windowRecords: number;
}

const STEP = 'dedup.canonicalise';

/** Deliveries in, as they came; inputs out, each real-world occurrence once, in the canonical vocabulary. */
export const openDedupLane = async (deps: DedupDeps, lane: Lane): Promise<LaneHandler> => {
  const seen = await SeenInputs.rebuild(deps.log, lane, deps.windowRecords);
  const vendors = new Map(deps.vendors.map((webhooks) => [webhooks.vendor as string, webhooks]));
  const connectionOf = knownConnections(deps);

  const canonicalise = async (record: LogRecord): Promise<readonly Draft[]> => {
    const delivery = await readDelivery(record, vendors, connectionOf);
    if (!delivery.ok) return [park(deps, record, delivery.because)];
    const { envelope, deliveryId, vendorTopic } = delivery.value.webhook;
    const attributes = {
      'deskstream.conversation': record.key,
      'deskstream.delivery.id': deliveryId,
    };
    const options = { parent: envelope.traceparent, kind: 'consumer', attributes } as const;
    return deps.telemetry.step(`dedup ${vendorTopic}`, options, (step) => {
      const { outcome, drafts } = passOn(delivery.value, record, seen, step.traceparent);
      step.set('deskstream.outcome', outcome);
      if (outcome !== 'passed-on')
        deps.telemetry.count('deskstream.deliveries.dropped', 1, { reason: outcome });
      return Promise.resolve(drafts);
    });
  };

  return {
    handle: async (batch) => {
      const drafts: Draft[] = [];
      for (const record of batch) drafts.push(...(await canonicalise(record)));
      return drafts;
    },
  };
};

const park = ({ telemetry, logger }: DedupDeps, record: LogRecord, because: string): Draft => {
  telemetry.count('deskstream.dead_letters', 1, { step: STEP });
  logger.error(
    { at: placeOf(record), key: record.key, because },
    'delivery parked in dead-letters',
  );
  return deadLetterOf(record, { step: STEP, because, attempts: 1 });
};
