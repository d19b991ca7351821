import { InfraError, messageOf } from '@deskstream/kernel';
import type { PromptName, Template } from '@deskstream/reasoning-prompts';
import { parseTemplate, promptNames, templateOf } from '@deskstream/reasoning-prompts';

/** Prompts by what they are for; each is the text of a file, or a version as in `answer/1`. */
export const templatesOf = (
  prompts: readonly string[],
): Readonly<Partial<Record<PromptName, Template>>> | undefined =>
  prompts.length === 0
    ? undefined
    : Object.fromEntries(prompts.map(templateIn).map((template) => [template.id, template]));

const VERSION = /^(\w+)\/(\S+)$/;

const templateIn = (prompt: string): Template => {
  try {
    const [, id, version] = VERSION.exec(prompt.trim()) ?? [];
    if (id !== undefined) return templateOf(nameOf(id), version);
    const template = parseTemplate(prompt);
    nameOf(template.id);
    return template;
  } catch (error) {
    throw new InfraError('WHAT_IF.PROMPT', messageOf(error), false, error);
  }
};

const nameOf = (id: string): PromptName => {
  const name = promptNames.find((each) => each === id);
  if (name !== undefined) return name;
  throw new Error(`There is no prompt ${id}; there is ${promptNames.join(', ')}.`);
};
