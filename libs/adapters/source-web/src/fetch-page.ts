import { codeOf } from '@deskstream/kernel';
import type { Clock, EpochMs } from '@deskstream/kernel';
import { headerOf, literalAddress, privateHost, retryAfterOf } from '@deskstream/platform-http';
import type { SourceRefusal } from '@deskstream/port-knowledge-source';
import { refusedWith } from '@deskstream/port-knowledge-source';
import type { Dispatcher } from 'undici';
import { request } from 'undici';

export interface Fetcher {
  readonly dispatcher: Dispatcher;
  readonly privateHosts: readonly string[];
  /** `host` or `host:port` of what may be read. */
  readonly hosts: ReadonlySet<string>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface Fetched {
  readonly kind: 'page';
  /** Where the redirects ended. */
  readonly url: string;
  readonly type: string;
  readonly text: string;
}

export const USER_AGENT = 'Deskstream';
const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const READABLE = /^(text\/(html|plain|xml|markdown)|application\/(xhtml\+xml|xml|gzip|rss\+xml))\b/;

/** One page of an allowed host; each hop of a redirect is looked at as if it were the first. */
export const fetchPage = async (
  fetcher: Fetcher,
  address: string,
): Promise<Fetched | SourceRefusal> => {
  let url = address;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const forbidden = forbiddenIn(fetcher, url);
    if (forbidden !== null) return forbidden;
    const answer = await getOnce(fetcher, url);
    if (answer.kind !== 'moved') return answer;
    url = answer.to;
  }
  return { kind: 'refused', code: 'SOURCE.REDIRECTS', detail: 'it is redirected without end' };
};

const forbiddenIn = ({ hosts, privateHosts }: Fetcher, address: string): SourceRefusal | null => {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !isPlainWeb(url))
    return { kind: 'refused', code: 'SOURCE.ADDRESS', detail: 'no http(s) address' };
  if (!hosts.has(url.host))
    return { kind: 'refused', code: 'SOURCE.OTHER_HOST', detail: `${url.host} is not allowed` };
  return privateHost(url) && !privateHosts.includes(literalAddress(url.hostname) ?? '')
    ? isPrivate(url.hostname)
    : null;
};

const isPlainWeb = ({ protocol, username }: URL): boolean =>
  /^https?:$/.test(protocol) && username === '';

const isPrivate = (host: string): SourceRefusal => ({
  kind: 'refused',
  code: 'SOURCE.PRIVATE_ADDRESS',
  detail: `${host} is not on the public internet`,
});

type Hop = Fetched | SourceRefusal | { readonly kind: 'moved'; readonly to: string };

const getOnce = async ({ dispatcher, clock, signal }: Fetcher, url: string): Promise<Hop> => {
  try {
    const response = await request(url, {
      dispatcher,
      signal,
      method: 'GET',
      headers: { 'user-agent': USER_AGENT, accept: 'text/html, application/xml;q=0.9' },
    });
    const { statusCode: status, headers, body } = response;
    const type = headerOf(headers, 'content-type');
    if (status >= 200 && status < 300 && READABLE.test(type))
      return { kind: 'page', url, type, text: await body.text() };
    await body.dump();
    return REDIRECTS.has(status)
      ? movedTo(headerOf(headers, 'location'), url)
      : noPage(response, clock.now());
  } catch (error) {
    if (signal.aborted) throw error;
    return withoutAnswer(error, url);
  }
};

const noPage = (
  { statusCode: status, headers }: Dispatcher.ResponseData,
  now: EpochMs,
): SourceRefusal => {
  if (status === 429 || status === 503)
    return { kind: 'throttled', retryAt: retryAfterOf(headers, now) };
  if (status >= 500) return { kind: 'unavailable', because: `HTTP ${status}` };
  if (status >= 300) return refusedWith(status);
  const type = headerOf(headers, 'content-type') || 'of no type';
  return { kind: 'refused', code: 'SOURCE.TYPE', detail: `it is ${type}` };
};

const movedTo = (location: string, from: string): Hop =>
  URL.canParse(location, from)
    ? { kind: 'moved', to: new URL(location, from).href }
    : { kind: 'refused', code: 'SOURCE.REDIRECTS', detail: 'a redirect to nowhere' };

const withoutAnswer = (error: unknown, url: string): SourceRefusal => {
  const codes = [error, error instanceof Error ? error.cause : null].map(codeOf);
  if (codes.includes('HTTP.PRIVATE_ADDRESS')) return isPrivate(new URL(url).hostname);
  if (codes.includes('UND_ERR_RES_EXCEEDED_MAX_SIZE'))
    return { kind: 'refused', code: 'SOURCE.TOO_LARGE', detail: 'the page is too large' };
  return { kind: 'unavailable', because: codes.find((code) => code !== undefined) ?? 'no answer' };
};
