import type { Clock } from '@deskstream/kernel';
import { noLogger } from '@deskstream/kernel';
import type { FaultRule } from '../faults/faults';
import type { FrontRequest } from './api/answers';
import type { FrontCompanyConfig } from './config';
import { openFrontInstance } from './instance';
import type { FrontState } from './model';
import type { FrontPostAnswer, FrontPostRequest } from './webhooks/post';

export const START = 1_790_000_000_000;
export const AI = 'tea_4exa9';
export const ROBIN = 'tea_4exa1';
export const TOKEN = 'front-token';

export const testCompany: FrontCompanyConfig = {
  workspace: 'demo',
  companyId: 'cmp_4exa1',
  accessToken: TOKEN,
  aiTeammateId: AI,
  assignNewTo: 'nobody',
  requestsPerMinute: 10_000,
  application: { url: 'http://receiver.test/front', signingKey: 'signing-key' },
};

/** A clock that stands still until `advance`; sleepers wake in the order of their times. */
const createManualClock = () => {
  let now = START;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((each) => each !== sleeper);
          reject(signal.reason as Error);
        });
      }),
  };
  const advance = async (ms: number): Promise<void> => {
    const until = now + ms;
    await settled();
    for (let next = dueBy(until); next; next = dueBy(until)) {
      sleepers = sleepers.filter((each) => each !== next);
      now = next.at;
      next.wake();
      await settled();
    }
    now = until;
  };
  const dueBy = (until: number) =>
    sleepers.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= until);
  return { clock, advance };
};

export interface TestFrontOptions {
  readonly faults?: readonly FaultRule[];
  readonly state?: FrontState;
  /** What the receiver answers, in order; 200 afterwards. `null`: the connection breaks. */
  readonly answers?: readonly (number | null)[];
  readonly receive?: (request: FrontPostRequest) => FrontPostAnswer;
}

export interface Posted extends FrontPostRequest {
  readonly at: number;
  readonly json: {
    readonly type: string;
    readonly id?: string;
    readonly payload: { readonly type: string; readonly id: string };
  };
}

/** A company without HTTP, on a clock that stands still. */
export const openTestFront = (
  config: Partial<FrontCompanyConfig> = {},
  options: TestFrontOptions = {},
) => {
  const { clock, advance } = createManualClock();
  const posted: Posted[] = [];
  const answers = [...(options.answers ?? [])];
  const front = openFrontInstance({
    config: { ...testCompany, ...config },
    clock,
    seed: 1,
    logger: noLogger,
    firstId: 100_001,
    ...(options.state ? { state: options.state } : {}),
    ...(options.faults ? { faults: options.faults } : {}),
    post: (request) => {
      posted.push({
        ...request,
        at: clock.now(),
        json: JSON.parse(request.body) as Posted['json'],
      });
      const status = answers.length === 0 ? 200 : (answers.shift() ?? null);
      if (status === null) return Promise.reject(new Error('reset'));
      return Promise.resolve(options.receive?.(request) ?? { status, body: '' });
    },
  });
  const call = (method: string, path: string, body?: unknown, token = TOKEN) => {
    const { pathname, searchParams } = new URL(path, 'http://simulator.test');
    const query: Record<string, string | string[]> = {};
    for (const name of searchParams.keys()) query[name] = valuesOf(searchParams, name);
    const request: FrontRequest = {
      method,
      path: pathname,
      query,
      headers: { authorization: `Bearer ${token}` },
      body,
    };
    return front.api.finish(front.api.call(request).execute());
  };
  return {
    front,
    company: front.company,
    posted,
    advance,
    call,
    topics: () => posted.map(({ json }) => json.type),
  };
};

const valuesOf = (params: URLSearchParams, name: string): string | string[] => {
  const values = params.getAll(name);
  return values.length === 1 ? (values[0] ?? '') : values;
};

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A company with one conversation; `path`: of that conversation. */
export const openStartedFront = (config: Partial<FrontCompanyConfig> = {}) => {
  const test = openTestFront(config);
  const it = test.company.customerStarts('Where is my <export>?');
  return { ...test, it, path: `/conversations/${it.id}` };
};
