import { join } from 'node:path';
import type { RunningDeskSimulator } from '@deskstream/app-desk-simulator';
import { startDeskSimulator } from '@deskstream/app-desk-simulator';
import type { EventType } from '@deskstream/conversation-domain';
import type { Diagnosis } from '@deskstream/conversation-why';
import { until } from '@deskstream/testing-harness';
import type { RunningProduct } from '../product/running-product';
import { jsonOf, startProduct } from '../product/running-product';
import type { Addresses, Stage, Wrong } from './wrong';

const TIMEOUT = 120_000;
const ARTICLES = join(import.meta.dirname, '../../../deskstream/demo/knowledge');

/** The product as `npm start` runs it, and a help desk for each case. */
export interface Installation {
  readonly product: RunningProduct;
  /** Makes the case go wrong, and gives what its `play` gives once the machine names the cause. */
  play(wrong: Wrong): Promise<string | null>;
  stop(): Promise<void>;
}

export const install = async (cases: readonly Wrong[]): Promise<Installation> => {
  const product = await startProduct({
    env: {
      DESKSTREAM_DEMO: 'false',
      KNOWLEDGE_FOLDER: ARTICLES,
      EMBEDDINGS: 'off',
      GAPS_MINIMUM_AGE_MS: '0',
      WEB_CHAT_SESSIONS_PER_MINUTE: '0',
    },
  });
  const { ingress, webChat } = product;
  const desk = await openDesks(cases, { ingress, webChat, desk: '' });
  const at = { ingress, webChat, desk: desk.url };
  for (const { workspace, settings } of cases)
    await send(product, 'PUT', `workspaces/${workspace}`, {
      ...settings(workspace, at),
      changedBy: 'test',
    });
  return {
    product,
    play: async (wrong) => {
      const shownBy = await wrong.play(stageOf({ product, desk, at }, wrong.workspace));
      await named(product, wrong, shownBy);
      return shownBy;
    },
    stop: async () => {
      await desk.stop();
      await product.stop();
    },
  };
};

const openDesks = (cases: readonly Wrong[], at: Addresses): Promise<RunningDeskSimulator> => {
  const desks = cases.map((each) => each.desks(each.workspace, at));
  return startDeskSimulator({
    port: 0,
    retries: { kind: 'backoff', firstMs: 200, attempts: 5 },
    workspaces: desks.flatMap(({ workspaces = [] }) => workspaces),
    hubspot: desks.flatMap(({ hubspot = [] }) => hubspot),
    front: desks.flatMap(({ front = [] }) => front),
  });
};

const send = async (
  { console: api }: RunningProduct,
  method: string,
  path: string,
  body: object,
): Promise<void> => {
  const answer = await fetch(`${api}/api/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
};

interface Parts {
  readonly product: RunningProduct;
  readonly desk: RunningDeskSimulator;
  readonly at: Addresses;
}

const stageOf = ({ product, desk, at }: Parts, workspace: string): Stage => {
  const get = <T>(path: string) => jsonOf<T>(`${product.console}/api/v1/${path}`);
  return {
    workspace,
    at,
    desk,
    happens: async (session, type, times = 1) => {
      let events: readonly EventType[] = [];
      const happened = async () => {
        events = await typesOf(product, session);
        return events.filter((each) => each === type).length >= times;
      };
      await until(happened, {
        timeoutMs: TIMEOUT,
        describe: () => `${times} ${type} in ${session}: ${events.join(' ')}`,
      });
    },
    verify: (vendor) =>
      send(product, 'POST', `workspaces/${workspace}/connections/${vendor}/verify`, {}),
    findGaps: () => send(product, 'POST', `workspaces/${workspace}/gaps`, { sinceMs: 60_000 }),
    synced: async (source) => {
      const isDone = async () => {
        const all = await get<readonly { readonly id: string; readonly last: object | null }[]>(
          `workspaces/${workspace}/knowledge`,
        );
        return all.some(({ id, last }) => id === source && last !== null);
      };
      await until(isDone, { timeoutMs: TIMEOUT, describe: () => `${source} is not synced` });
    },
  };
};

const typesOf = async (
  { console: api }: RunningProduct,
  session: string,
): Promise<readonly EventType[]> => {
  const url = `${api}/api/v1/sessions/${encodeURIComponent(session)}/events`;
  const events = await jsonOf<readonly { readonly event: { readonly type: EventType } }[]>(
    url,
  ).catch(() => []);
  return events.map(({ event }) => event.type);
};

/** Resolves when the API names the cause first. */
const named = async (
  product: RunningProduct,
  { workspace, cause: wanted }: Wrong,
  shownBy: string | null,
): Promise<void> => {
  const place =
    shownBy === null ? `workspaces/${workspace}` : `sessions/${encodeURIComponent(shownBy)}`;
  let told: readonly Diagnosis[] = [];
  const isNamed = async () => {
    const url = `${product.console}/api/v1/${place}/why`;
    told = await jsonOf<readonly Diagnosis[]>(url).catch(() => []);
    const seen = told.filter(({ present, possible }) => present || possible);
    const [first] =
      shownBy === null ? seen.filter(({ symptom }) => symptom === wanted.symptom) : seen;
    return first?.symptom === wanted.symptom && first.cause?.check === wanted.check;
  };
  const events = () => (shownBy === null ? [] : typesOf(product, shownBy));
  await until(isNamed, {
    timeoutMs: TIMEOUT,
    describe: () => `${wanted.symptom} ${wanted.check}, but ${summaryOf(told)}`,
  }).catch(async (error: unknown) => {
    throw new Error(`${String(error)} ${(await events()).join(' ')}`);
  });
};

const summaryOf = (told: readonly Diagnosis[]): string =>
  told
    .filter(({ present, possible }) => present || possible)
    .map(({ symptom, cause }) => `${symptom} (${cause?.check ?? '-'}: ${cause?.found ?? ''})`)
    .join(', ') || 'nothing';
