import { answer, missing } from './answers';
import {
  articleShape,
  articleSlimShape,
  KNOWLEDGE_BASE_ID,
  knowledgeBaseShape,
  knowledgeBaseSlimShape,
} from './knowledge';
import { listOf, pageOf } from './paging';
import type { Context, Route } from './route';

const SCOPE = 'knowledge_bases:read';

export const knowledgeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/knowledge_bases',
    kind: 'knowledge-bases',
    scope: SCOPE,
    run: ({ company: { store }, request }) =>
      listOf(store, request.path, [store], knowledgeBaseSlimShape),
  },
  {
    method: 'GET',
    path: '/knowledge_bases/:id',
    kind: 'knowledge-base',
    scope: SCOPE,
    run: ifKnown(({ company: { store } }) => answer(200, knowledgeBaseSlimShape(store))),
  },
  {
    method: 'GET',
    path: '/knowledge_bases/:id/content',
    kind: 'knowledge-base',
    scope: SCOPE,
    run: ifKnown(({ company: { store } }) => answer(200, knowledgeBaseShape(store))),
  },
  {
    method: 'GET',
    path: '/knowledge_bases/:id/articles',
    kind: 'articles',
    scope: SCOPE,
    run: ifKnown(({ company: { store }, knowledge, request }) =>
      pageOf(store, request, knowledge.list(), {
        most: 100,
        usual: 50,
        shape: (it) => articleSlimShape(store, it),
      }),
    ),
  },
  {
    method: 'GET',
    path: '/knowledge_bases/:id/categories',
    kind: 'categories',
    scope: SCOPE,
    run: ifKnown(({ company: { store }, request }) =>
      pageOf(store, request, [], { most: 100, usual: 50, shape: () => null }),
    ),
  },
  {
    method: 'GET',
    path: '/knowledge_base_articles/:id',
    kind: 'article',
    scope: SCOPE,
    run: ({ company: { store }, knowledge, params }) => {
      const found = knowledge.find(params['id'] ?? '');
      return found ? answer(200, articleSlimShape(store, found)) : missing('article');
    },
  },
  {
    method: 'GET',
    path: '/knowledge_base_articles/:id/content',
    kind: 'article-content',
    scope: SCOPE,
    run: ({ company: { store }, knowledge, params }) => {
      const found = knowledge.find(params['id'] ?? '');
      return found ? answer(200, articleShape(store, found)) : missing('article');
    },
  },
];

function ifKnown(run: Route['run']): Route['run'] {
  return (context: Context) =>
    context.params['id'] === KNOWLEDGE_BASE_ID ? run(context) : missing('knowledge base');
}
