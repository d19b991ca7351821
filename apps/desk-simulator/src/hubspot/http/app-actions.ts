import { fieldsOf, listOf } from '../../api/fields';
import type { HubspotWorkspace } from '../hubspot';
import type { Subscription } from '../delivery/subscriptions';
import type { AppState } from '../model';

const STATES: readonly string[] = ['active', 'inactive', 'user-removed'] satisfies AppState[];

/**
 * What an admin changes about the app: `{ state?, scopes?, subscriptions?: { [name]: boolean } }`, where a name is
 * `conversation.newMessage` or `ticket.propertyChange/hs_pipeline_stage`. Answers with what is wrong, or `null`.
 */
export const changeApp = ({ portal, sender }: HubspotWorkspace, body: unknown): string | null => {
  const { state, scopes, subscriptions } = fieldsOf(body);
  const { app } = portal.state;
  if (state !== undefined && !isState(state))
    return `"state" must be one of: ${STATES.join(', ')}.`;
  app.state = state ?? app.state;
  if (scopes !== undefined) app.scopes = listOf(scopes).map(String);
  for (const [name, active] of Object.entries(fieldsOf(subscriptions)))
    sender.settings.subscriptions
      .filter((each) => isNamed(each, name))
      .forEach((each) => (each.active = active === true));
  return null;
};

const isState = (value: unknown): value is AppState => STATES.some((each) => each === value);

/** A name without a property means all of them. */
const isNamed = ({ eventType, propertyName }: Subscription, name: string): boolean =>
  name === eventType || name === `${eventType}/${propertyName ?? ''}`;
