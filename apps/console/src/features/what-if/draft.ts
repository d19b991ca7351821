import { isRecord } from '@deskstream/kernel';
import type { WhatIfBody } from '../../api/what-if';

/** What is being filled in: sessions first, then what is different of them. */
export interface Draft {
  readonly from: 'search' | 'session' | 'set';
  readonly q: string;
  readonly owner: string;
  readonly limit: string;
  readonly session: string;
  readonly set: string;
  /** Rules by path, as written; empty: as it was. */
  readonly rules: Readonly<Record<string, string>>;
  /** Further rules as JSON. */
  readonly json: string;
  readonly model: string;
  /** `id` of the prompt that is another, and its text. */
  readonly prompt: { readonly id: string; readonly text: string };
  readonly knowledge: '' | 'now' | 'at';
  readonly knowledgeAt: string;
  /** Ask what the record has no answer for. */
  readonly answerer: boolean;
  readonly baseline: boolean;
}

export const emptyDraft: Draft = {
  ...{ from: 'search', q: '', owner: '', limit: '200', session: '', set: '' },
  ...{ rules: {}, json: '', model: '', prompt: { id: '', text: '' } },
  ...{ knowledge: '', knowledgeAt: '', answerer: false, baseline: false },
};

/** As the server takes it. Throws what is not a value. */
export const bodyOf = (draft: Draft): WhatIfBody => ({
  ...chosenOf(draft),
  rules: rulesOf(draft),
  ...(draft.model.trim() === '' ? {} : { model: draft.model.trim() }),
  ...(draft.prompt.id === '' ? {} : { prompts: [draft.prompt.text] }),
  ...knowledgeOf(draft),
  answerer: draft.answerer,
  baseline: draft.baseline,
});

const chosenOf = ({ from, q, owner, limit, session, set }: Draft): Partial<WhatIfBody> => {
  if (from === 'session') return { sessions: [session.trim()] };
  if (from === 'set') return { set };
  return {
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(owner === '' ? {} : { owner }),
    limit: Number(limit),
  };
};

const knowledgeOf = ({ knowledge, knowledgeAt }: Draft): Partial<WhatIfBody> => {
  if (knowledge === '') return {};
  if (knowledge === 'now') return { knowledge };
  const at = new Date(knowledgeAt).getTime();
  if (Number.isNaN(at)) throw new Error('Say which day and time the articles are of.');
  return { knowledge: String(at) };
};

type Tree = Record<string, unknown>;

const rulesOf = ({ rules, json }: Draft): Tree => {
  const tree: Tree = json.trim() === '' ? {} : jsonOf(json);
  for (const [path, text] of Object.entries(rules)) if (text !== '') put(tree, path, text);
  return tree;
};

const jsonOf = (json: string): Tree => {
  try {
    const value: unknown = JSON.parse(json);
    if (isRecord(value)) return value;
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw new Error(`The further rules are not JSON: ${why}`, { cause: error });
  }
  throw new Error('The further rules are not JSON: expected an object.');
};

const put = (tree: Tree, path: string, text: string): void => {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = tree;
  for (const name of names) at = (at[name] ??= {}) as Tree;
  at[last] = valueOf(text);
};

const valueOf = (text: string): unknown => {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
};
