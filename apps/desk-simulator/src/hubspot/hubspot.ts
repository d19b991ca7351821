import type { Clock, Logger } from '@deskstream/kernel';
import type { Post } from '../delivery/post';
import type { Faults, FaultRule } from '../faults/faults';
import { createFaults } from '../faults/faults';
import type { HubspotApi } from './api/hubspot-api';
import { createHubspotApi } from './api/hubspot-api';
import type { Untidiness } from './delivery/batch';
import type { BatchSender } from './delivery/batch-sender';
import { createBatchSender } from './delivery/batch-sender';
import type { RetrySpread } from './delivery/retries';
import { settingsFor } from './delivery/subscriptions';
import type { PortalConfig, PortalState } from './model';
import type { Portal } from './portal/portal';
import { createPortal } from './portal/portal';
import type { Rule } from './rules/rule';
import type { RuleEngine } from './rules/rule-engine';
import { createRuleEngine } from './rules/rule-engine';

export interface SimulatedPortal extends PortalConfig {
  /** Signs the webhooks. */
  readonly clientSecret: string;
  /** The address as it is configured at the vendor; signed. */
  readonly webhookUrl: string;
  /** Where the posts really go, when `webhookUrl` is only reachable from outside. */
  readonly deliverTo?: string;
  readonly rules?: readonly Rule[];
  readonly retries?: RetrySpread;
  readonly untidiness?: Untidiness;
  /** Events that come within so many ms share a request. Default 25. */
  readonly gatherMs?: number;
}

export interface PortalSurroundings {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly post: Post;
  readonly seed: string | number;
  readonly faults?: readonly FaultRule[];
  readonly firstId?: number;
  readonly state?: PortalState;
}

/** The parts of one simulated account. */
export interface HubspotWorkspace {
  readonly portal: Portal;
  readonly api: HubspotApi;
  readonly faults: Faults;
  readonly rules: RuleEngine;
  readonly sender: BatchSender;
  readonly clientSecret: string;
  readonly clock: Clock;
  stop(): Promise<void>;
}

/** One stand-in HubSpot account with its workflows and webhooks; no HTTP of its own. */
export const openHubspot = (
  config: SimulatedPortal,
  surroundings: PortalSurroundings,
): HubspotWorkspace => {
  const { clock, logger, post, firstId, state } = surroundings;
  const seed = `${surroundings.seed}/hubspot/${config.workspace}`;
  const portal = createPortal({
    config,
    clock,
    seed,
    ...(state ? { state } : {}),
    ...(firstId === undefined ? {} : { firstId }),
  });
  const faults = createFaults(seed, surroundings.faults);
  const settings = settingsFor(config.webhookUrl, clock.now());
  const { portalId, appId } = portal.settings;
  const { rules: initial, ...rest } = config;
  const sender = createBatchSender({
    ...rest,
    portalId,
    appId,
    settings,
    clock,
    logger,
    faults,
    post,
    seed,
  });
  const rules = createRuleEngine(portal, { clock, logger, ...(initial ? { rules: initial } : {}) });
  const leave = portal.subscribe(({ events }) => events.forEach(sender.send));
  return {
    portal,
    api: createHubspotApi(portal, settings, clock),
    faults,
    rules,
    sender,
    clientSecret: config.clientSecret,
    clock,
    stop: async () => {
      leave();
      await rules.stop();
      await sender.stop();
    },
  };
};
