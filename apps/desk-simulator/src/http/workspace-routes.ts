import type { FastifyInstance } from 'fastify';
import type { AccountState } from '../api/access';
import { ACCOUNT_STATES } from '../api/access';
import { fieldsOf, textOf } from '../api/fields';
import type { Attributes, Contact, Conversation } from '../desk/model';
import { rulesIn } from '../rules/rules-in';
import type { Workspace } from '../workspace';
import { connectView } from './connect-view';
import { conversationView, workspaceView } from './views';

interface Params {
  readonly workspace: string;
  readonly id: string;
}

/** `/_control/<workspace>/…`: the account, its workflows, and what is known of a customer. */
export const workspaceRoutes = (server: FastifyInstance, of: (name: string) => Workspace): void => {
  server.post<{ Params: Params }>('/_control/:workspace/account', ({ params, body }) => {
    const workspace = of(params.workspace);
    const state = String(fieldsOf(body)['state']);
    if (!ACCOUNT_STATES.includes(state))
      return refuse(`"state" must be one of: ${ACCOUNT_STATES.join(', ')}.`);
    workspace.access.set(state as AccountState);
    return workspaceView(workspace);
  });
  server.get<{ Params: Params }>('/_control/:workspace/connect', ({ params }) =>
    connectView(of(params.workspace)),
  );
  server.post<{ Params: Params }>(
    '/_control/:workspace/webhook/save',
    async ({ params, body }) => ({
      head: await of(params.workspace).sender.save(textOf(fieldsOf(body)['url'])),
    }),
  );
  server.put<{ Params: Params }>('/_control/:workspace/articles/:id', ({ params, body }) => {
    const { helpCenter, clock } = of(params.workspace);
    const { title, body: html, state, collection } = fieldsOf(body);
    helpCenter.put({
      id: params.id,
      title: textOf(title) ?? params.id,
      body: textOf(html) ?? '',
      state: state === 'draft' ? 'draft' : 'published',
      collection: textOf(collection) ?? null,
      updatedAt: clock.now(),
    });
    return helpCenter.find(params.id);
  });
  server.delete<{ Params: Params }>('/_control/:workspace/articles/:id', ({ params }) => ({
    removed: of(params.workspace).helpCenter.remove(params.id),
  }));
  server.post<{ Params: Params }>('/_control/:workspace/rules', ({ params, body }) => {
    const { workflows } = of(params.workspace);
    const rules = rulesIn(body);
    if (typeof rules === 'string') return refuse(rules);
    workflows.set(rules);
    return workflows.rules();
  });
  server.post<{ Params: Params }>(
    '/_control/:workspace/conversations/:id/profile',
    ({ params, body }) => {
      const workspace = of(params.workspace);
      const it = workspace.desk.find(params.id);
      if (!it) return refuse(`There is no conversation ${params.id}.`);
      changeProfile(workspace, it, body);
      return conversationView(workspace.desk, it);
    },
  );
};

/** `{ company?, attributes?, contactAttributes?, afterMs? }`; attributes arrive `afterMs` later. */
const changeProfile = (
  { desk, clock, workflows }: Workspace,
  it: Conversation,
  body: unknown,
): void => {
  const { company, attributes, contactAttributes, afterMs } = fieldsOf(body);
  const contact: Contact = desk.contactOf(it);
  const name = textOf(company);
  if (name !== undefined) desk.attachCompany(contact, name);
  const change = (): void => {
    if (attributes !== undefined) desk.setAttributes(it, plain(attributes), clock.now());
    if (contactAttributes !== undefined)
      desk.setContactAttributes(contact, plain(contactAttributes));
  };
  if (typeof afterMs === 'number' && afterMs > 0) workflows.later(afterMs, change);
  else change();
};

const plain = (value: unknown): Attributes =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).filter(
      ([, each]) => each === null || typeof each !== 'object',
    ) as [string, Attributes[string]][],
  );

const refuse = (message: string): never => {
  throw Object.assign(new Error(message), { statusCode: 400 });
};
