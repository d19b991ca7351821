import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { Subscription, WebhookSettings } from '../delivery/subscriptions';
import { iso } from '../portal/crm';
import { created, invalid, noContent, notFound, ok, refuse } from './answers';
import type { Call, Route } from './route';

const BASE = '/webhooks/v3/:app';

/** The webhooks API of an OAuth app: address, throttle and subscriptions. */
export const webhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${BASE}/settings`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => ok(settingsShape(own(call))),
  },
  {
    method: 'PUT',
    path: `${BASE}/settings`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => {
      const settings = own(call);
      const body = fieldsOf(call.request.body);
      const targetUrl = textOf(body['targetUrl']);
      const most = Number(fieldsOf(body['throttling'])['maxConcurrentRequests']);
      if (targetUrl === undefined) return invalid('targetUrl', 'targetUrl is missing');
      if (!(most > 5)) return invalid('throttling', 'maxConcurrentRequests must be above 5');
      Object.assign(settings, { targetUrl, maxConcurrentRequests: most });
      return ok(settingsShape(settings));
    },
  },
  {
    method: 'GET',
    path: `${BASE}/subscriptions`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => ok({ results: own(call).subscriptions.map(subscriptionShape) }),
  },
  {
    method: 'POST',
    path: `${BASE}/subscriptions`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => {
      const { subscriptions } = own(call);
      const body = fieldsOf(call.request.body);
      const eventType =
        textOf(body['eventType']) ?? refuse(invalid('eventType', 'eventType is missing'));
      const it: Subscription = {
        id: Math.max(0, ...subscriptions.map(({ id }) => id)) + 1,
        eventType,
        propertyName: textOf(body['propertyName']) ?? null,
        createdAt: call.portal.clock.now(),
        active: body['active'] === true,
      };
      subscriptions.push(it);
      return created(subscriptionShape(it));
    },
  },
  {
    method: 'GET',
    path: `${BASE}/subscriptions/:id`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => ok(subscriptionShape(subscriptionIn(call))),
  },
  {
    method: 'PATCH',
    path: `${BASE}/subscriptions/:id`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => {
      const it = subscriptionIn(call);
      it.active = fieldsOf(call.request.body)['active'] === true;
      return ok(subscriptionShape(it));
    },
  },
  {
    method: 'DELETE',
    path: `${BASE}/subscriptions/:id`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => {
      const { subscriptions } = own(call);
      subscriptions.splice(subscriptions.indexOf(subscriptionIn(call)), 1);
      return noContent;
    },
  },
  {
    method: 'POST',
    path: `${BASE}/subscriptions/batch/update`,
    kind: 'webhook-settings',
    scopes: [],
    run: (call) => {
      const now = iso(call.portal.clock.now());
      const inputs = listOf(fieldsOf(call.request.body)['inputs']).map(fieldsOf);
      const results = inputs.map(({ id, active }) => {
        const it = subscriptionIn({ ...call, path: { ...call.path, id: String(id) } });
        it.active = active === true;
        return subscriptionShape(it);
      });
      return ok({ status: 'COMPLETE', startedAt: now, completedAt: now, results });
    },
  },
];

/** Another app's settings are not to be seen. */
const own = ({ portal, webhooks, path }: Call): WebhookSettings =>
  path['app'] === String(portal.settings.appId) ? webhooks : refuse(notFound());

const subscriptionIn = (call: Call): Subscription =>
  own(call).subscriptions.find(({ id }) => String(id) === call.path['id']) ?? refuse(notFound());

const settingsShape = ({ targetUrl, maxConcurrentRequests, createdAt }: WebhookSettings) => ({
  targetUrl,
  throttling: { maxConcurrentRequests },
  createdAt: iso(createdAt),
});

const subscriptionShape = ({ id, eventType, propertyName, active, createdAt }: Subscription) => ({
  id: String(id),
  eventType,
  active,
  ...(propertyName === null ? {} : { propertyName }),
  createdAt: iso(createdAt),
});
