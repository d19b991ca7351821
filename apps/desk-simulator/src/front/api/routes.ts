import { conversationRoutes } from './conversation-routes';
import { directoryRoutes } from './directory-routes';
import { knowledgeRoutes } from './knowledge-routes';
import { peopleRoutes } from './people-routes';
import { relatedRoutes } from './related-routes';
import type { Route } from './route';

/** Paths, scopes and shapes as in the vendor's OpenAPI file. */
export const ROUTES: readonly Route[] = [
  ...conversationRoutes,
  ...relatedRoutes,
  ...directoryRoutes,
  ...peopleRoutes,
  ...knowledgeRoutes,
];
