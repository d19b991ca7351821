import type { Clock, EpochMs } from '@deskstream/kernel';
import type { SourceRefusal } from '@deskstream/port-knowledge-source';
import * as robotsParser from 'robots-parser';
import type { Fetcher } from './fetch-page';
import { fetchPage, USER_AGENT } from './fetch-page';

/** What one host asks of those who read it without a person in front. */
export interface Rules {
  readonly kind: 'rules';
  isAllowed(url: string): boolean;
  readonly delayMs: number;
  readonly sitemaps: readonly string[];
}

export interface Robots {
  of(fetcher: Fetcher, url: string): Promise<Rules | SourceRefusal>;
  /** Resolves when the host may be asked again; at most half a minute after the last time. */
  turn(fetcher: Fetcher, url: string, rules: Rules): Promise<void>;
}

const FRESH_MS = 60 * 60_000;
const MOST_DELAY_MS = 30_000;

/** Without a robots.txt everything is allowed; while it cannot be read nothing is known, and nothing read (RFC 9309). */
export const createRobots = (clock: Clock): Robots => {
  const known = new Map<string, { readonly rules: Rules; readonly until: EpochMs }>();
  const asked = new Map<string, EpochMs>();
  const of = async (fetcher: Fetcher, url: string): Promise<Rules | SourceRefusal> => {
    const { origin } = new URL(url);
    const there = known.get(origin);
    if (there !== undefined && clock.now() < there.until) return there.rules;
    const page = await fetchPage(fetcher, `${origin}/robots.txt`);
    if (page.kind === 'throttled' || page.kind === 'unavailable') return page;
    const rules = page.kind === 'page' ? rulesOf(`${origin}/robots.txt`, page.text) : EVERYTHING;
    known.set(origin, { rules, until: clock.now() + FRESH_MS });
    return rules;
  };
  return {
    of,
    turn: async (fetcher, url, { delayMs }) => {
      const { origin } = new URL(url);
      const at = Math.max(clock.now(), (asked.get(origin) ?? -Infinity) + delayMs);
      asked.set(origin, at);
      if (at > clock.now()) await clock.sleep(at - clock.now(), fetcher.signal);
    },
  };
};

const EVERYTHING: Rules = {
  kind: 'rules',
  isAllowed: () => true,
  delayMs: 0,
  sitemaps: [],
};

interface Parsed {
  isAllowed(url: string, agent: string): boolean | undefined;
  getCrawlDelay(agent: string): number | undefined;
  getSitemaps(): string[];
}

/** The package is CommonJS: under ESM its function is one level down. */
const parse = ((robotsParser as { readonly default?: unknown }).default ?? robotsParser) as (
  url: string,
  text: string,
) => Parsed;

const rulesOf = (address: string, text: string): Rules => {
  const robots = parse(address, text);
  const delay = (robots.getCrawlDelay(USER_AGENT) ?? 0) * 1000;
  return {
    kind: 'rules',
    isAllowed: (url) => robots.isAllowed(url, USER_AGENT) !== false,
    delayMs: Math.min(MOST_DELAY_MS, Math.max(0, delay)),
    sitemaps: robots.getSitemaps(),
  };
};
