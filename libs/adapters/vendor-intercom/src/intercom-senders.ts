import type { Clock, Logger } from '@deskstream/kernel';
import { messageOf } from '@deskstream/kernel';
import { Agent, request } from 'undici';
import type { IntercomRegion } from './ip-ranges';
import { allowedBy, ipRangesUrl, outboundRanges } from './ip-ranges';

export interface IntercomSendersOptions {
  /** Regions of the workspaces that are connected. */
  readonly regions: readonly IntercomRegion[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default: six hours; Intercom renews its lists once a day. */
  readonly everyMs?: number;
  /** Default: Intercom's own addresses of the lists. */
  readonly urlOf?: (region: IntercomRegion) => string;
}

export interface IntercomSenders {
  /** Everybody, until each region's list was read once: a signature is checked all the same. */
  allows(address: string): boolean;
  /** Resolves when every list was asked for once. */
  readonly asked: Promise<void>;
  stop(): Promise<void>;
}

/** Where webhooks may come from, read again and again; a list that cannot be had leaves the last good one (S119). */
export const startIntercomSenders = (options: IntercomSendersOptions): IntercomSenders => {
  const { regions, clock, everyMs = 6 * 3_600_000 } = options;
  const stopped = new AbortController();
  const dispatcher = new Agent({ headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  const checks = new Map<IntercomRegion, (address: string) => boolean>();
  const renew = async (region: IntercomRegion): Promise<void> => {
    const ranges = await fetchRanges(options, region, { dispatcher, signal: stopped.signal });
    if (ranges !== null) checks.set(region, allowedBy(ranges));
  };
  const renewAll = async (): Promise<void> => {
    await Promise.all(regions.map(renew));
  };
  const asked = renewAll();
  const goOn = async (): Promise<void> => {
    await asked;
    while (!stopped.signal.aborted) {
      await clock.sleep(everyMs, stopped.signal);
      await renewAll();
    }
  };
  const running = goOn().catch(() => undefined);
  return {
    allows: (address) =>
      checks.size < regions.length || [...checks.values()].some((check) => check(address)),
    asked,
    stop: async () => {
      stopped.abort(new Error('The senders are not needed any more.'));
      await running;
      await dispatcher.close();
    },
  };
};

const TIMEOUT_MS = 10_000;

/** `null`: the list could not be had, or holds nothing; logged, because the last one grows old. */
const fetchRanges = async (
  { urlOf = ipRangesUrl, logger }: IntercomSendersOptions,
  region: IntercomRegion,
  means: { readonly dispatcher: Agent; readonly signal: AbortSignal },
): Promise<readonly string[] | null> => {
  try {
    const { statusCode, body } = await request(urlOf(region), means);
    const list = statusCode === 200 ? await body.json() : await body.dump();
    const ranges = outboundRanges(list);
    if (ranges === null) logger.warn({ region, statusCode }, NOT_RENEWED);
    return ranges;
  } catch (error) {
    if (!means.signal.aborted) logger.warn({ region, error: messageOf(error) }, NOT_RENEWED);
    return null;
  }
};

const NOT_RENEWED = "Intercom's list of addresses was not renewed; the last one stays in force";
