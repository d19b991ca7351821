import type { MetricsReport } from '@deskstream/conversation-metrics';
import { get } from './client';

export interface ConversationBehind {
  readonly key: string;
  readonly channel: string | null;
  readonly askedAt: number;
  readonly ending: string;
  readonly responseMs: number | null;
  readonly causes: readonly string[];
}

/** `query`: the filter as it stands in the URL. */
export const readMetrics = (query: string): Promise<MetricsReport> => get(`/metrics?${query}`);

/** Where the same figures are a file. */
export const csvAddress = (query: string): string => `/api/v1/metrics.csv?${query}`;

export const conversationsBehind = (
  query: string,
  figure: string,
  cursor: string,
): Promise<{ readonly items: readonly ConversationBehind[]; readonly next: string | null }> => {
  const params = new URLSearchParams(query);
  params.set('figure', figure);
  if (cursor !== '') params.set('cursor', cursor);
  return get(`/metrics/sessions?${params}`);
};
