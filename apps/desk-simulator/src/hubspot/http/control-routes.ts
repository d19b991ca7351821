import type { FastifyInstance } from 'fastify';
import { fieldsOf, listOf, textOf } from '../../api/fields';
import type { FaultRule } from '../../faults/faults';
import { API_FAULTS, DELIVERY_FAULTS } from '../../faults/faults';
import type { HubspotWorkspace } from '../hubspot';
import type { ChannelName, Thread } from '../model';
import { adopt } from '../portal/adopt';
import { rulesIn } from '../rules/rule';
import { changeApp } from './app-actions';
import { connectView } from './connect-view';
import { customerIn, writtenIn } from './customer-actions';
import { actAsRep } from './rep-actions';
import { answerTicket, ticketView } from './ticket-actions';
import { accountView, threadView } from './views';

type Accounts = ReadonlyMap<string, HubspotWorkspace>;

interface Params {
  readonly workspace: string;
  readonly id: string;
}

const BASE = '/hubspot/_control';

/** `/hubspot/_control/…`: the verbs of Intercom's control API, and the CRM's. No token: never expose it. */
export const hubspotControlRoutes = (server: FastifyInstance, accounts: Accounts): void => {
  const all = [...accounts.values()];
  server.get(`${BASE}/workspaces`, () => all.map(accountView));
  server.get(`${BASE}/effects`, () => all.flatMap(({ portal }) => portal.state.effects));
  server.get(`${BASE}/deliveries`, () => all.flatMap(({ sender }) => sender.attempts()));
  server.get(`${BASE}/faults`, () => all[0]?.faults.rules() ?? []);
  server.post(`${BASE}/faults`, ({ body }) => {
    const rules = faultsIn(body);
    all.forEach(({ faults }) => faults.set(rules));
    return rules;
  });
  server.get(`${BASE}/rules`, () => all[0]?.rules.rules() ?? []);
  server.post(`${BASE}/rules`, ({ body }) => {
    const found = rulesIn(body);
    if (typeof found === 'string') return refuse(400, found);
    all.forEach(({ rules }) => rules.set(found));
    return found;
  });
  accountRoutes(server, accounts);
  threadRoutes(server, accounts);
  ticketRoutes(server, accounts);
};

const accountRoutes = (server: FastifyInstance, accounts: Accounts): void => {
  server.post<{ Params: Params }>(`${BASE}/:workspace/webhook/save`, ({ params, body }) => {
    const { sender } = accountIn(accounts, params);
    sender.settings.targetUrl = textOf(fieldsOf(body)['url']) ?? sender.settings.targetUrl;
    return sender.settings;
  });
  server.get<{ Params: Params }>(`${BASE}/:workspace/connect`, ({ params }) =>
    connectView(accountIn(accounts, params)),
  );
  server.post<{ Params: Params }>(`${BASE}/:workspace/app`, ({ params, body }) => {
    const problem = changeApp(accountIn(accounts, params), body);
    return problem === null ? accountView(accountIn(accounts, params)) : refuse(400, problem);
  });
  server.post<{ Params: Params }>(`${BASE}/:workspace/adopt`, ({ params, body }) => {
    const { portal } = accountIn(accounts, params);
    const adopted = adopt(portal, body);
    if (adopted === null) return refuse(400, 'Expected the list of events of a webhook request.');
    return {
      conversations: adopted.threads.map((it) => threadView(portal, it)),
      objects: adopted.objects,
    };
  });
  server.get<{ Params: Params }>(`${BASE}/:workspace/objects/:id`, ({ params }) => {
    const { crm } = accountIn(accounts, params).portal;
    const type =
      TYPES.find((each) => each === params.id) ?? refuse(404, 'contacts, tickets or companies');
    return crm.all(type);
  });
};

const threadRoutes = (server: FastifyInstance, accounts: Accounts): void => {
  const list = `${BASE}/:workspace/conversations`;
  server.get<{ Params: Params }>(list, ({ params }) => {
    const { portal } = accountIn(accounts, params);
    const present = portal.state.threads.filter(({ deleted }) => !deleted);
    return present.toReversed().map((it) => threadView(portal, it));
  });
  server.get<{ Params: Params }>(`${list}/:id`, ({ params }) => {
    const { portal } = accountIn(accounts, params);
    return threadView(portal, threadIn(accounts, params));
  });
  server.post<{ Params: Params }>(list, ({ params, body }, reply) => {
    const { portal } = accountIn(accounts, params);
    const written = { ...writtenIn(body, required(body, 'text')), channel: channelIn(body) };
    const it = portal.customerStarts(written, customerIn(body));
    return reply.code(201).send(threadView(portal, it));
  });
  server.post<{ Params: Params }>(`${list}/:id/customer`, ({ params, body }) => {
    const { portal } = accountIn(accounts, params);
    const it = threadIn(accounts, params);
    const texts = listOf(fieldsOf(body)['texts']).flatMap((text) => textOf(text) ?? []);
    const burst = texts.length > 0 ? texts : [required(body, 'text')];
    for (const text of burst)
      portal.threads.customerWrites(it, portal.contactOf(it), writtenIn(body, text));
    return threadView(portal, it);
  });
  server.post<{ Params: Params }>(`${list}/:id/teammate`, ({ params, body }) => {
    const { portal } = accountIn(accounts, params);
    const it = threadIn(accounts, params);
    const problem = actAsRep(portal, it, body);
    return problem === null ? threadView(portal, it) : refuse(400, problem);
  });
};

/** Tickets, those without a thread among them: a person answers on the ticket. */
const ticketRoutes = (server: FastifyInstance, accounts: Accounts): void => {
  const list = `${BASE}/:workspace/tickets`;
  server.get<{ Params: Params }>(list, ({ params }) => {
    const { portal } = accountIn(accounts, params);
    return portal.crm
      .all('tickets')
      .toReversed()
      .map((ticket) => ticketView(portal, ticket));
  });
  server.post<{ Params: Params }>(`${list}/:id/teammate`, ({ params, body }) => {
    const { portal } = accountIn(accounts, params);
    const ticket = portal.crm.find('tickets', params.id);
    if (!ticket) return refuse(404, `There is no ticket ${params.id}.`);
    const answered = answerTicket(portal, ticket, body);
    return typeof answered === 'string' ? refuse(400, answered) : threadView(portal, answered);
  });
};

const TYPES = ['contacts', 'tickets', 'companies'] as const;

const accountIn = (accounts: Accounts, { workspace }: Params): HubspotWorkspace =>
  accounts.get(workspace) ?? refuse(404, `There is no workspace ${workspace}.`);

const threadIn = (accounts: Accounts, params: Params): Thread =>
  accountIn(accounts, params).portal.find(params.id) ??
  refuse(404, `There is no conversation ${params.id}.`);

const channelIn = (body: unknown): ChannelName =>
  fieldsOf(body)['channel'] === 'email' ? 'email' : 'chat';

/** An error that Fastify answers with its status. */
const refuse = (statusCode: number, message: string): never => {
  throw Object.assign(new Error(message), { statusCode });
};

const required = (body: unknown, field: string): string =>
  textOf(fieldsOf(body)[field]) ?? refuse(400, `The field "${field}" is missing.`);

const faultsIn = (body: unknown): readonly FaultRule[] => {
  const rules = listOf(Array.isArray(body) ? body : fieldsOf(body)['rules']);
  const known = [...API_FAULTS, ...DELIVERY_FAULTS];
  const wrong = rules.find((rule) => !known.includes(String(fieldsOf(rule)['fault'])));
  if (wrong !== undefined) refuse(400, `Each rule needs a "fault", one of: ${known.join(', ')}.`);
  return rules as readonly FaultRule[];
};
