import type { FastifyInstance } from 'fastify';
import { textOf, fieldsOf, listOf } from '../api/fields';
import { adoptedFrom } from '../desk/adopt';
import type { Conversation } from '../desk/model';
import type { FaultRule } from '../faults/faults';
import { API_FAULTS, DELIVERY_FAULTS } from '../faults/faults';
import type { Workspace } from '../workspace';
import { conversationView, workspaceView } from './views';
import { actAsTeammate } from './teammate-actions';
import { workspaceRoutes } from './workspace-routes';

interface Params {
  readonly workspace: string;
  readonly id: string;
}

/** `/_control/…`: play the people, set the faults, read what really happened. No token: never expose it. */
export const controlRoutes = (
  server: FastifyInstance,
  workspaces: ReadonlyMap<string, Workspace>,
): void => {
  const all = [...workspaces.values()];
  const of = (name: string): Workspace =>
    workspaces.get(name) ?? refuse(404, `There is no workspace ${name}.`);
  const both = ({ workspace: name, id }: Params): { workspace: Workspace; it: Conversation } => {
    const workspace = of(name);
    return {
      workspace,
      it: workspace.desk.find(id) ?? refuse(404, `There is no conversation ${id}.`),
    };
  };
  workspaceRoutes(server, of);
  server.get('/_control/workspaces', () => all.map(workspaceView));
  server.get('/_control/effects', () => all.flatMap(({ desk }) => desk.effects()));
  server.get('/_control/deliveries', () => all.flatMap(({ sender }) => sender.attempts()));
  server.get('/_control/faults', () => all[0]?.faults.rules() ?? []);
  server.post('/_control/faults', ({ body }) => {
    const rules = rulesOf(body);
    all.forEach(({ faults }) => faults.set(rules));
    return rules;
  });
  server.post<{ Params: Params }>('/_control/:workspace/adopt', ({ params, body }) => {
    const { desk, clock } = of(params.workspace);
    const adopted = adoptedFrom(body, clock);
    if (adopted === null) return refuse(400, 'Expected a notification about a conversation.');
    return conversationView(desk, desk.adopt(adopted));
  });
  server.get<{ Params: Params }>('/_control/:workspace/conversations', ({ params }) => {
    const { desk } = of(params.workspace);
    return [...desk.conversations()].reverse().map((it) => conversationView(desk, it));
  });
  server.get<{ Params: Params }>('/_control/:workspace/conversations/:id', ({ params }) => {
    const { workspace, it } = both(params);
    return conversationView(workspace.desk, it);
  });
  server.post<{ Params: Params }>(
    '/_control/:workspace/conversations',
    ({ params, body }, reply) => {
      const { desk } = of(params.workspace);
      const { conversation } = desk.customerStarts(
        required(body, 'text'),
        textOf(fieldsOf(body)['customer']),
      );
      return reply.code(201).send(conversationView(desk, conversation));
    },
  );
  server.post<{ Params: Params }>(
    '/_control/:workspace/conversations/:id/customer',
    ({ params, body }) => {
      const { workspace, it } = both(params);
      const texts = listOf(fieldsOf(body)['texts']).map(textOf);
      const burst = texts.length > 0 ? texts : [required(body, 'text')];
      for (const text of burst) if (text !== undefined) workspace.desk.customerReplies(it, text);
      return conversationView(workspace.desk, it);
    },
  );
  server.post<{ Params: Params }>(
    '/_control/:workspace/conversations/:id/teammate',
    ({ params, body }) => {
      const { workspace, it } = both(params);
      const problem = actAsTeammate(workspace, it, body);
      return problem === null ? conversationView(workspace.desk, it) : refuse(400, problem);
    },
  );
};

/** An error that Fastify answers with its status. */
const refuse = (statusCode: number, message: string): never => {
  throw Object.assign(new Error(message), { statusCode });
};

const required = (body: unknown, field: string): string =>
  textOf(fieldsOf(body)[field]) ?? refuse(400, `The field "${field}" is missing.`);

const rulesOf = (body: unknown): readonly FaultRule[] => {
  const rules = listOf(Array.isArray(body) ? body : fieldsOf(body)['rules']);
  const known = [...API_FAULTS, ...DELIVERY_FAULTS];
  const wrong = rules.find((rule) => !known.includes(String(fieldsOf(rule)['fault'])));
  if (wrong !== undefined) refuse(400, `Each rule needs a "fault", one of: ${known.join(', ')}.`);
  return rules as readonly FaultRule[];
};
