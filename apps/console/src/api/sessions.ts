import type { SessionSummary } from '@deskstream/conversation-read-models';
import { get } from './client';

export interface SessionItem {
  readonly key: string;
  readonly workspace: string;
  readonly vendor: string;
  readonly conversation: string;
  readonly summary: SessionSummary;
}

export interface SessionPage {
  readonly items: readonly SessionItem[];
  readonly next: string | null;
}

export interface SessionFilter {
  readonly q: string;
  readonly owner: string;
  readonly cursor?: string;
}

export const findSession = (key: string): Promise<SessionItem> =>
  get(`/sessions/${encodeURIComponent(key)}`);

export const listSessions = ({ q, owner, cursor }: SessionFilter): Promise<SessionPage> => {
  const query = new URLSearchParams();
  if (q !== '') query.set('q', q);
  if (owner !== '') query.set('owner', owner);
  if (cursor !== undefined) query.set('cursor', cursor);
  return get(`/sessions?${query}`);
};
