import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import { askJson, httpPool } from '@deskstream/platform-http';
import type {
  HelpCenter,
  KnowledgeSource,
  ListedPage,
  SourceAnswer,
  SourceArticle,
  SourceConfig,
} from '@deskstream/port-knowledge-source';
import {
  foundCenters,
  NO_CONNECTION,
  noCenters,
  refusedWith,
} from '@deskstream/port-knowledge-source';

export interface HelpCenterOptions {
  /** Longest wait for an answer. Default 20 000. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

/** One GET below the connection's base address. */
export type Ask = (path: string) => Promise<SourceAnswer<unknown>>;

/** What differs from one help desk to the next. */
export interface HelpCenterApi {
  readonly kind: KnowledgeSource['kind'];
  centersOf(ask: Ask): Promise<SourceAnswer<readonly HelpCenter[]>>;
  list(
    ask: Ask,
    select: readonly string[],
    cursor: string | null,
  ): Promise<SourceAnswer<ListedPage>>;
  read(ask: Ask, id: string): Promise<SourceAnswer<SourceArticle | null>>;
}

/** The articles of a help desk, read with the token of the workspace's connection. */
export const helpCenterSource = (
  { kind, centersOf, list, read }: HelpCenterApi,
  { clock = systemClock, timeoutMs }: HelpCenterOptions = {},
): KnowledgeSource => {
  const dispatcher = httpPool({ timeoutMs });
  const asker =
    ({ connection }: SourceConfig, signal: AbortSignal): Ask =>
    async (path) => {
      if (connection === null) return NO_CONNECTION;
      const url = `${connection.apiBaseUrl.replace(/\/+$/, '')}${path}`;
      const token = connection.accessToken;
      const reply = await askJson({ dispatcher, url, token, clock, signal });
      if (reply.kind === 'rejected') return refusedWith(reply.status);
      if (reply.kind !== 'ok') return reply;
      const { json, ...rest } = reply;
      return { ...rest, value: json };
    };
  return {
    kind,
    verify: async (config, signal) => {
      const centers = await centersOf(asker(config, signal));
      return centers.kind === 'ok'
        ? foundCenters(centers.value, config.source.select)
        : noCenters(centers);
    },
    list: (config, cursor, signal) => list(asker(config, signal), config.source.select, cursor),
    read: (config, id, signal) => read(asker(config, signal), id),
    close: () => dispatcher.close(),
  };
};
