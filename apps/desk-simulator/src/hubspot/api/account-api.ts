import { fieldsOf, textOf } from '../../api/fields';
import { PIPELINE, STAGES } from '../portal/catalogue';
import { notFound, ok, unauthenticated } from './answers';
import type { Route } from './route';
import { pageOf } from './route';
import { LONG_AGO, ownerShape } from './shapes';

/** Asks by the token in the body; the request itself needs none. */
export const TOKEN_INFO = '/oauth/v2/private-apps/get/access-token-info';

/** The account, the token's scopes, owners and pipelines. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/account-info/v3/details',
    kind: 'verify',
    scopes: [],
    run: ({ portal }) =>
      ok({
        portalId: portal.settings.portalId,
        accountType: 'STANDARD',
        timeZone: 'Europe/Dublin',
        companyCurrency: 'EUR',
        additionalCurrencies: [],
        utcOffset: '+01:00',
        utcOffsetMilliseconds: 3_600_000,
        uiDomain: 'app.hubspot.com',
        dataHostingLocation: 'na1',
      }),
  },
  {
    method: 'POST',
    path: TOKEN_INFO,
    kind: 'verify',
    scopes: [],
    run: ({ portal, request }) => {
      const { settings, state } = portal;
      if (textOf(fieldsOf(request.body)['tokenKey']) !== settings.accessToken)
        return unauthenticated;
      return ok({
        userId: settings.aiUserId,
        hubId: settings.portalId,
        appId: settings.appId,
        scopes: state.app.scopes,
      });
    },
  },
  {
    method: 'GET',
    path: '/oauth/v1/access-tokens/:token',
    kind: 'verify',
    scopes: [],
    run: ({ portal, path }) => {
      const { settings, state } = portal;
      if (path['token'] !== settings.accessToken) return notFound();
      return ok({
        token: settings.accessToken,
        user: 'assistant@example.com',
        hub_domain: 'example.com',
        scopes: state.app.scopes,
        hub_id: settings.portalId,
        app_id: settings.appId,
        expires_in: 1799,
        user_id: settings.aiUserId,
        token_type: 'access',
      });
    },
  },
  {
    method: 'GET',
    path: '/crm/v3/owners',
    kind: 'owners',
    scopes: ['crm.objects.owners.read'],
    run: ({ portal, request }) => {
      const { email } = request.query;
      const reps = portal.reps.filter((rep) => email === undefined || rep.email === email);
      return ok(pageOf(reps.map(ownerShape), request, { fallback: 100, most: 500 }));
    },
  },
  {
    method: 'GET',
    path: '/crm/v3/owners/:owner',
    kind: 'owners',
    scopes: ['crm.objects.owners.read'],
    run: ({ portal, path, request }) => {
      const byUser = request.query['idProperty'] === 'userId';
      const rep = portal.reps.find(
        ({ userId, ownerId }) => (byUser ? String(userId) : ownerId) === path['owner'],
      );
      return rep ? ok(ownerShape(rep)) : notFound();
    },
  },
  {
    method: 'GET',
    path: '/crm/v3/pipelines/tickets',
    kind: 'pipelines',
    scopes: ['tickets'],
    run: () => ok({ results: [pipeline()] }),
  },
  {
    method: 'GET',
    path: '/crm/v3/pipelines/tickets/:pipeline',
    kind: 'pipelines',
    scopes: ['tickets'],
    run: ({ path }) => (path['pipeline'] === PIPELINE.id ? ok(pipeline()) : notFound()),
  },
  {
    method: 'GET',
    path: '/crm/v3/pipelines/tickets/:pipeline/stages',
    kind: 'pipelines',
    scopes: ['tickets'],
    run: ({ path }) =>
      path['pipeline'] === PIPELINE.id ? ok({ results: pipeline().stages }) : notFound(),
  },
];

const DATES = { createdAt: LONG_AGO, updatedAt: LONG_AGO, archived: false };

const pipeline = () => ({
  ...PIPELINE,
  ...DATES,
  displayOrder: 0,
  stages: STAGES.map(({ id, label, ticketState }, displayOrder) => ({
    id,
    label,
    displayOrder,
    metadata: { ticketState, isClosed: String(ticketState === 'CLOSED') },
    writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
    ...DATES,
  })),
});
