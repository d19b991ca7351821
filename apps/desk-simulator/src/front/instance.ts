import type { Clock, Logger } from '@deskstream/kernel';
import { createFaults } from '../faults/faults';
import type { FaultRule, Faults } from '../faults/faults';
import { createAccess } from './api/access';
import type { Access } from './api/access';
import { createFrontApi } from './api/front-api';
import type { FrontApi } from './api/front-api';
import { createKnowledge } from './api/knowledge';
import type { Knowledge } from './api/knowledge';
import { createFrontCompany } from './company/company';
import type { FrontCompany } from './company/company';
import type { FrontCompanyConfig } from './config';
import type { FrontState } from './model';
import { frontHttpPost } from './webhooks/post';
import type { FrontPost } from './webhooks/post';
import { createFrontSender } from './webhooks/sender';
import type { FrontSender } from './webhooks/sender';

/** The parts of one simulated Front company. */
export interface FrontInstance {
  readonly company: FrontCompany;
  readonly api: FrontApi;
  readonly access: Access;
  readonly knowledge: Knowledge;
  readonly faults: Faults;
  readonly sender: FrontSender;
  readonly clock: Clock;
  /** Resolves when nothing is to be sent any more: no reply, no delayed rule, no webhook. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface FrontInstanceOptions {
  readonly config: FrontCompanyConfig;
  readonly clock: Clock;
  readonly seed: string | number;
  readonly logger: Logger;
  readonly state?: FrontState;
  readonly firstId?: number;
  readonly faults?: readonly FaultRule[];
  /** How webhooks travel. Default: HTTP. */
  readonly post?: FrontPost;
}

export const openFrontInstance = (options: FrontInstanceOptions): FrontInstance => {
  const { config, clock, seed, logger } = options;
  const company = createFrontCompany(options);
  const access = createAccess(config);
  const knowledge = createKnowledge(config.articles ?? 40, seed);
  const faults = createFaults(`${seed}/front/${config.workspace}`, options.faults);
  const post = options.post ?? frontHttpPost;
  const sender = createFrontSender({ company, clock, logger, faults, post });
  return {
    company,
    api: createFrontApi(company, knowledge, access),
    access,
    knowledge,
    faults,
    sender,
    clock,
    idle: async () => {
      await company.idle();
      await sender.idle();
    },
    stop: async () => {
      await company.stop();
      await sender.stop();
    },
  };
};
