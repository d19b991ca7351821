import answer1 from '../answer/1.md';
import judge1 from '../judge/1.md';
import suggest1 from '../suggest/1.md';
import type { Template } from './template';
import { parseTemplate } from './template';

export type PromptName = 'answer' | 'judge' | 'suggest';

/** Every version that was ever used, oldest first; recorded runs name them. */
const FILES: Readonly<Record<PromptName, readonly [string, ...string[]]>> = {
  answer: [answer1],
  judge: [judge1],
  suggest: [suggest1],
};

export const promptNames = Object.keys(FILES) as readonly PromptName[];

export const promptVersions = (name: PromptName): readonly Template[] =>
  FILES[name].map(parseTemplate);

/** The newest version without one named; throws when there is none of that name. */
export const templateOf = (name: PromptName, version?: string): Template => {
  const versions = promptVersions(name);
  const found =
    version === undefined ? versions.at(-1) : versions.find((each) => each.version === version);
  if (found !== undefined) return found;
  const there = versions.map((each) => each.version).join(', ');
  throw new Error(`There is no prompt ${name}/${version ?? ''}; there is ${there}.`);
};
