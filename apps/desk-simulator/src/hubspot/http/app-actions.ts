import { fieldsOf, listOf } from '../../api/fields';
import type { HubspotWorkspace } from '../hubspot';
import type { AppState } from '../model';

const STATES: readonly string[] = ['active', 'inactive', 'user-removed'] satisfies AppState[];

/**
 * What an admin changes about the app: `{ state?, scopes?, subscriptions?: { [name]: boolean } }`, where a name is
 * `conversation.newMessage` or `ticket.propertyChange/hs_pipeline_stage`. Answers with what is wrong, or `null`.
 */
export const changeApp = ({ portal, sender }: HubspotWorkspace, body: unknown): string | null => {
  const { state, scopes, subscriptions } = fieldsOf(body);
  if (state !== undefined && !STATES.includes(String(state)))
    return `"state" must be one of: ${STATES.join(', ')}.`;
  const { app } = portal.state;
  if (state !== undefined) app.state = state as AppState;
  if (scopes !== undefined) app.scopes = listOf(scopes).map(String);
  for (const [name, active] of Object.entries(fieldsOf(subscriptions))) {
    const [eventType, propertyName] = name.split('/');
    for (const each of sender.settings.subscriptions)
      if (each.eventType === eventType && (!propertyName || each.propertyName === propertyName))
        each.active = active === true;
  }
  return null;
};
