import type { LookupFunction } from 'node:net';
import type { Clock } from '@deskstream/kernel';
import { systemClock } from '@deskstream/kernel';
import { guardedPool } from '@deskstream/platform-http';
import type {
  KnowledgeSource,
  SourceAnswer,
  SourceArticle,
  SourceConfig,
  SourceRefusal,
} from '@deskstream/port-knowledge-source';
import { failedCheck, ok } from '@deskstream/port-knowledge-source';
import type { Fetcher } from './fetch-page';
import { fetchPage } from './fetch-page';
import { listPages } from './list-pages';
import { pageArticle } from './page-article';
import type { Robots } from './robots';
import { createRobots } from './robots';

export interface WebOptions {
  /** Longest wait for an answer. Default 20 000. */
  readonly timeoutMs?: number;
  readonly clock?: Clock;
  /** Hosts (without a port) that may be inside a private network. Of the process, never of a workspace. */
  readonly privateHosts?: readonly string[];
  /** How names are resolved. Default: as the machine does. */
  readonly resolve?: LookupFunction;
}

/** Of a page. */
const MOST_BYTES = 5_000_000;

/** The pages of a site's sitemap, as the README says. */
export const createWebSource = (options: WebOptions = {}): KnowledgeSource => {
  const { clock = systemClock, timeoutMs = 20_000, privateHosts = [], resolve } = options;
  const guard = { timeoutMs, privateHosts, maxResponseSize: MOST_BYTES };
  const dispatcher = guardedPool(resolve === undefined ? guard : { ...guard, resolve });
  const robots = createRobots(clock);
  const fetcher = (config: SourceConfig, signal: AbortSignal): Fetcher => ({
    dispatcher,
    privateHosts,
    hosts: hostsOf(config),
    clock,
    signal,
  });
  return {
    kind: 'web',
    verify: async (config, signal) => {
      const page = await visit(robots, fetcher(config, signal), locationOf(config));
      if (page.kind === 'page')
        return { available: [], checks: [ok('read access', 'may be read', page.url)] };
      return page.kind === 'refused'
        ? { available: [], checks: [failedCheck('read access', page)] }
        : { available: [], checks: [], notNow: page };
    },
    list: (config, cursor, signal) =>
      listPages({ robots, fetcher: fetcher(config, signal) }, locationOf(config), cursor),
    read: (config, id, signal) => read(robots, fetcher(config, signal), id),
    close: () => dispatcher.close(),
  };
};

const locationOf = ({ source }: SourceConfig): string => source.location ?? '';

const hostsOf = (config: SourceConfig): ReadonlySet<string> => {
  const location = locationOf(config);
  const own = URL.canParse(location) ? [new URL(location).host] : [];
  return new Set([...own, ...(config.source.hosts ?? [])]);
};

const NOT_WELCOME: SourceRefusal = {
  kind: 'refused',
  code: 'SOURCE.ROBOTS',
  detail: 'robots.txt does not allow it',
};

const visit = async (robots: Robots, fetcher: Fetcher, url: string) => {
  if (!URL.canParse(url) || !fetcher.hosts.has(new URL(url).host)) return fetchPage(fetcher, url);
  const rules = await robots.of(fetcher, url);
  if (rules.kind !== 'rules') return rules;
  if (!rules.isAllowed(url)) return NOT_WELCOME;
  await robots.turn(fetcher, url, rules);
  return fetchPage(fetcher, url);
};

const read = async (
  robots: Robots,
  fetcher: Fetcher,
  id: string,
): Promise<SourceAnswer<SourceArticle | null>> => {
  const page = await visit(robots, fetcher, id);
  if (page.kind === 'page') return { kind: 'ok', value: pageArticle(page, id) };
  const isGone =
    page.kind === 'refused' && ['SOURCE.NOT_FOUND', 'SOURCE.ROBOTS'].includes(page.code);
  return isGone ? { kind: 'ok', value: null } : page;
};
