import type { FastifyInstance } from 'fastify';
import { fieldsOf, listOf, textOf } from '../../api/fields';
import { adoptFront } from '../adopt';
import { TOKEN_STATES } from '../api/access';
import type { TokenState } from '../api/access';
import type { FrontInstance } from '../instance';
import type { Channel, Conversation } from '../model';
import { connectView } from './connect-view';
import { actAsFrontTeammate } from './teammate-actions';
import { refuse, required, rulesOf, setFaults } from './checks';
import { eventsByConversation, frontCompanyView, frontConversationView } from './views';

interface Params {
  readonly workspace: string;
  readonly id: string;
}

/** `/front/_control/…`: play the people, set faults and rules, read what really happened. No token: never expose it. */
export const frontControlRoutes = (
  server: FastifyInstance,
  instances: ReadonlyMap<string, FrontInstance>,
): void => {
  const all = [...instances.values()];
  const of = ({ workspace }: Params): FrontInstance =>
    instances.get(workspace) ?? refuse(404, `There is no workspace ${workspace}.`);
  const both = (params: Params): { instance: FrontInstance; it: Conversation } => {
    const instance = of(params);
    const it = instance.company.store.find(params.id);
    return { instance, it: it ?? refuse(404, `There is no conversation ${params.id}.`) };
  };
  const view = ({ company }: FrontInstance, it: Conversation) =>
    frontConversationView(
      company,
      it,
      company.store.state.events.filter(({ conversation }) => conversation === it.id),
    );
  const base = '/front/_control';
  server.get(`${base}/workspaces`, () => all.map(frontCompanyView));
  server.get(`${base}/effects`, () => all.flatMap(({ company }) => company.store.state.effects));
  server.get(`${base}/deliveries`, () => all.flatMap(({ sender }) => sender.attempts()));
  server.get(`${base}/faults`, () => all[0]?.faults.rules() ?? []);
  server.post(`${base}/faults`, ({ body }) => setFaults(all, body));

  const company = `${base}/:workspace`;
  server.get<{ Params: Params }>(`${company}/connect`, ({ params }) => connectView(of(params)));
  server.post<{ Params: Params }>(`${company}/webhook/save`, ({ params, body }) =>
    of(params).sender.save(textOf(fieldsOf(body)['url'])),
  );
  server.get<{ Params: Params }>(`${company}/rules`, ({ params }) =>
    of(params).company.rules.rules(),
  );
  server.post<{ Params: Params }>(`${company}/rules`, ({ params, body }) => {
    const rules = rulesOf(body);
    of(params).company.rules.set(rules);
    return rules;
  });
  server.post<{ Params: Params }>(`${company}/token`, ({ params, body }) => {
    const { access } = of(params);
    const scopes = fieldsOf(body)['scopes'];
    const state = textOf(fieldsOf(body)['state']);
    if (state !== undefined && !TOKEN_STATES.includes(state))
      return refuse(400, `"state" must be one of: ${TOKEN_STATES.join(', ')}.`);
    access.set({
      ...(state === undefined ? {} : { state: state as TokenState }),
      ...(scopes === undefined ? {} : { scopes: listOf(scopes).map(String) }),
    });
    return access.view();
  });
  server.post<{ Params: Params }>(`${company}/adopt`, ({ params, body }) => {
    const instance = of(params);
    const it = adoptFront(instance.company.store, body);
    return it === null
      ? refuse(400, 'Expected a webhook about a conversation.')
      : view(instance, it);
  });
  server.put<{ Params: Params }>(`${company}/articles/:id`, ({ params, body }) => {
    const { knowledge, clock } = of(params);
    const [name, content] = [required(body, 'name'), required(body, 'content')];
    return knowledge.put(params.id, { name, content, updatedAt: clock.now() });
  });
  server.delete<{ Params: Params }>(`${company}/articles/:id`, ({ params }) => ({
    removed: of(params).knowledge.remove(params.id),
  }));

  const list = `${company}/conversations`;
  server.get<{ Params: Params }>(list, ({ params }) => {
    const { store } = of(params).company;
    const events = eventsByConversation(store);
    return store.state.conversations
      .toReversed()
      .map((it) => frontConversationView({ store }, it, events.get(it.id) ?? []));
  });
  server.post<{ Params: Params }>(list, ({ params, body }, reply) => {
    const instance = of(params);
    const { customer, channel } = fieldsOf(body);
    const it = instance.company.customerStarts(
      required(body, 'text'),
      channelOf(channel),
      textOf(customer),
    );
    return reply.code(201).send(view(instance, it));
  });
  server.get<{ Params: Params }>(`${list}/:id`, ({ params }) => {
    const { instance, it } = both(params);
    return view(instance, it);
  });
  server.post<{ Params: Params }>(`${list}/:id/customer`, ({ params, body }) => {
    const { instance, it } = both(params);
    const texts = listOf(fieldsOf(body)['texts']).flatMap((text) => textOf(text) ?? []);
    const burst = texts.length > 0 ? texts : [required(body, 'text')];
    burst.forEach((text) => instance.company.acts.inbound(it, text));
    return view(instance, it);
  });
  server.post<{ Params: Params }>(`${list}/:id/teammate`, ({ params, body }) => {
    const { instance, it } = both(params);
    const problem = actAsFrontTeammate(instance.company, it, body);
    return problem === null ? view(instance, it) : refuse(400, problem);
  });
};

const CHANNELS: Readonly<Record<string, Channel>> = {
  email: 'email',
  front_chat: 'front_chat',
  chat: 'front_chat',
  sms: 'sms',
  call: 'call',
  phone: 'phone-call',
  'phone-call': 'phone-call',
};

const channelOf = (given: unknown): Channel =>
  given === undefined
    ? 'email'
    : (CHANNELS[textOf(given) ?? ''] ??
      refuse(400, `"channel" must be one of: ${Object.keys(CHANNELS).join(', ')}.`));
