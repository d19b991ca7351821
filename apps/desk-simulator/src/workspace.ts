import type { Clock } from '@deskstream/kernel';
import type { IntercomApi } from './api/intercom-api';
import type { WebhookSender } from './delivery/sender';
import type { Desk } from './desk/desk';
import type { Faults } from './faults/faults';

/** The parts of one simulated workspace. */
export interface Workspace {
  readonly desk: Desk;
  readonly api: IntercomApi;
  readonly faults: Faults;
  readonly sender: WebhookSender;
  readonly clock: Clock;
}
