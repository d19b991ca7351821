import type { Clock } from '@deskstream/kernel';
import type { IntercomApi } from './api/intercom-api';
import type { WebhookSender } from './delivery/sender';
import type { Access } from './api/access';
import type { HelpCenter } from './api/help-center';
import type { Desk } from './desk/desk';
import type { Faults } from './faults/faults';
import type { Workflows } from './rules/workflows';

/** The parts of one simulated workspace. */
export interface Workspace {
  readonly desk: Desk;
  /** Signs the webhooks. */
  readonly clientSecret: string;
  readonly api: IntercomApi;
  readonly faults: Faults;
  readonly sender: WebhookSender;
  readonly access: Access;
  readonly helpCenter: HelpCenter;
  readonly workflows: Workflows;
  readonly clock: Clock;
}
