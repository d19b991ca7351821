import type { ApiAnswer } from '../../api/answers';
import type { FrontCompany } from '../company/company';
import type { Conversation } from '../model';
import { API_BASE } from '../config';
import { answer, missing } from './answers';
import type { FrontRequest } from './answers';
import type { ScopeFamily } from './access';
import type { Knowledge } from './knowledge';

export interface Context {
  readonly company: FrontCompany;
  readonly knowledge: Knowledge;
  readonly request: FrontRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly unseen: boolean;
}

export interface Route {
  readonly method: string;
  /** `:cnv` is the conversation. */
  readonly path: string;
  readonly kind: string;
  /** Where the body decides the kind. */
  readonly kindOf?: (body: unknown) => string;
  readonly scope: string | null;
  /** As Front's token page sorts it. Default `shared`. */
  readonly family?: ScopeFamily;
  /** Five a second, counted by this name and the conversation. */
  readonly limited?: 'update' | 'tags';
  run(context: Context): ApiAnswer;
}

/** Work on a conversation: 404 when there is none, 301 when it was merged into another. */
export const onConversation =
  (work: (it: Conversation, context: Context) => ApiAnswer) =>
  (context: Context): ApiAnswer => {
    const id = context.params['cnv'] ?? '';
    const it = context.company.store.find(id);
    if (!it) return missing(`conversation "${id}"`);
    return it.mergedInto === null ? work(it, context) : movedTo(context, it.mergedInto);
  };

const movedTo = ({ company, request, params }: Context, into: string): ApiAnswer => {
  const path = request.path.replace(params['cnv'] ?? '', into);
  const location = `${company.config.apiBase ?? API_BASE}${path}`;
  return { ...answer(301, undefined), headers: { location } };
};
