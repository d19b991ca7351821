import type { ModelMessage, ModelRequest } from '@deskstream/port-ai';
import type { Asked } from '@deskstream/reasoning-script';

export const askedOf = (request: ModelRequest, model: string): Asked => {
  const last = request.messages.at(-1);
  return {
    model,
    system: request.system,
    user: lastUser(request),
    tool: last?.role === 'tool' ? { name: last.name, output: last.output } : null,
    offers: (request.tools ?? []).map(({ name }) => name),
    output: request.output?.name ?? null,
    characters: request.messages.reduce(
      (sum, each) => sum + textOf(each).length,
      request.system.length,
    ),
  };
};

const lastUser = ({ messages }: ModelRequest): string => {
  const said = messages.findLast(({ role }) => role === 'user');
  return said === undefined ? '' : textOf(said);
};

const textOf = (message: ModelMessage): string =>
  message.role === 'tool' ? message.output : message.text;
