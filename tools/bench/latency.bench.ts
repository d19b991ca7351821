import type { Answerer } from '@deskstream/port-ai';
import type { Knowledge } from '@deskstream/port-knowledge';
import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { createIntercomApi, intercomWebhooks } from '@deskstream/adapter-vendor-intercom';
import { startDedup } from '@deskstream/app-dedup';
import { startDispatcher } from '@deskstream/app-dispatcher';
import { startIngress } from '@deskstream/app-ingress';
import {
  startDecide,
  startReasoning,
  startStreamIndex,
  startTimers,
} from '@deskstream/app-orchestrator';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import type { Parts } from '@deskstream/composition';
import { startBareHop } from './bare-hop';
import type { BenchContext } from './context';
import { until } from './context';
import { latencySteps } from './latency-steps';
import { installBench, WORKSPACE } from './installation';
import type { Signed } from './load';
import type { BenchResult } from './result';
import { lessIsBetter, quantile } from './result';
import type { BareVendor } from './vendor';
import { startBareVendor } from './vendor';
import { signedWebhooks } from './webhooks';

/** webhooks, inputs, events (timer), inputs, events (run), inputs, events (call). */
const HOPS = 7;
const WARM_UP = 20;

/** From the webhook to the vendor call, one at a time, with an AI that takes no time. */
export const latencyBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const count = context.quick ? 30 : 300;
  const webhooks = await signedWebhooks(count + WARM_UP);
  const vendor = await startBareVendor();
  const { parts } = await installBench(context, { name: 'latency', vendorUrl: vendor.url });
  const { url, stop } = await startAllServices(parts);
  const hop = await startBareHop(context.brokers);
  try {
    const ours: number[] = [];
    const bare: number[] = [];
    for (const webhook of webhooks) {
      ours.push(await answered(`${url}/webhooks/intercom/${WORKSPACE}`, webhook, vendor));
      bare.push(await hop.once());
    }
    return [
      ...[0.5, 0.99].map((q) => figureOf(q, ours.slice(WARM_UP), bare.slice(WARM_UP))),
      ...(await latencySteps(parts.log, WARM_UP)),
    ];
  } finally {
    await hop.stop();
    await stop();
    await parts.close();
    await vendor.stop();
  }
};

const figureOf = (q: number, ours: readonly number[], bare: readonly number[]): BenchResult =>
  lessIsBetter({
    name: `webhook → vendor call, p${q * 100}`,
    unit: 'ms',
    ours: quantile(ours, q),
    limit: HOPS * quantile(bare, q),
    against: `${HOPS} bare kafkajs hops, produce to consumed`,
    aim: '–',
    detail: `${ours.length} conversations one at a time, no waits, AI of 0 ms`,
  });

const answered = async (
  url: string,
  { body, headers, conversation }: Signed & { readonly conversation: string },
  vendor: BareVendor,
): Promise<number> => {
  const sentAt = performance.now();
  const answer = await fetch(url, { method: 'POST', body, headers: { ...headers } });
  if (answer.status !== 200) throw new Error(`ingress answered ${answer.status}`);
  await answer.arrayBuffer();
  const called = () => vendor.calledAt.has(conversation);
  await until(`a call about ${conversation}`, called, { limitMs: 30_000, everyMs: 2 });
  return (vendor.calledAt.get(conversation) ?? 0) - sentAt;
};

const startAllServices = async (parts: Parts) => {
  const deps = { ...parts, clock: systemClock, telemetry: noTelemetry, logger: noLogger };
  const intercom = createIntercomApi();
  const ingress = await startIngress({ ...deps, vendors: [intercomWebhooks], port: 0 });
  const others = await Promise.all([
    startDedup({ ...deps, vendors: [intercomWebhooks] }),
    startStreamIndex(deps),
    startDecide(deps),
    startTimers(deps),
    startReasoning({ ...deps, knowledge: await oneArticle(), answerer: instantAnswerer }),
    startDispatcher({ ...deps, vendors: [intercom] }),
  ]);
  return {
    url: ingress.url,
    stop: async () => {
      await ingress.stop();
      await Promise.all(others.map((each) => each.stop()));
      await intercom.close();
    },
  };
};

const ARTICLE = { articleId: 'exports', version: '1', title: 'Exports' };

const oneArticle = async (): Promise<Knowledge> => {
  const knowledge = createMemoryKnowledge();
  await knowledge.replaceAll(WORKSPACE, [{ ...ARTICLE, markdown: 'Exports are under Downloads.' }]);
  return knowledge;
};

const instantAnswerer: Answerer = {
  name: 'bench/1',
  query: (turns) => turns.at(-1)?.text ?? '',
  answer: () =>
    Promise.resolve({
      kind: 'answer',
      text: 'Exports are under Downloads.',
      confidence: 1,
      sources: [{ articleId: 'exports', title: 'Exports', score: 1 }],
    }),
};
