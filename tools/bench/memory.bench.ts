import { join } from 'node:path';
import { systemClock } from '@deskstream/kernel';
import type { BenchContext } from './context';
import { until } from './context';
import type { BenchInstallation } from './installation';
import { installBench, WORKSPACE } from './installation';
import type { Program } from './process';
import { freePort, startProgram } from './process';
import type { BenchResult } from './result';
import { lessIsBetter } from './result';
import { startBareVendor } from './vendor';
import { signedWebhooks } from './webhooks';

const SERVICES = ['ingress', 'dedup', 'conversation-orchestrator', 'vendor-dispatcher', 'audit'];
const IDLE_MS = 3_000;

/** Resident memory of each service, idle and after its work. */
export const memoryBench = async (context: BenchContext): Promise<readonly BenchResult[]> => {
  const count = context.quick ? 50 : 1_000;
  const webhooks = await signedWebhooks(count);
  const vendor = await startBareVendor();
  const installation = await installBench(context, { name: 'memory', vendorUrl: vendor.url });
  const door = await freePort();
  const programs: Program[] = [];
  try {
    for (const app of SERVICES)
      programs.push(await serviceOf(context, installation, { app, door }));
    await systemClock.sleep(IDLE_MS);
    const idle = programs.map((program) => program.rss());
    for (const { body, headers } of webhooks)
      await accepted(
        await fetch(addressAt(door), { method: 'POST', body, headers: { ...headers } }),
      );
    await until('all conversations called', () => vendor.calledAt.size >= count, {
      limitMs: 300_000,
      everyMs: 200,
    });
    await systemClock.sleep(IDLE_MS);
    return programs.map((program, nth) =>
      lessIsBetter({
        name: `memory of ${program.name.replace('apps/', '')} after ${count.toLocaleString('en')} webhooks`,
        unit: 'MB',
        ours: program.rss(),
        limit: idle[nth] ?? 0,
        against: 'idle',
        aim: '–',
      }),
    );
  } finally {
    for (const program of programs) await program.stop();
    await installation.parts.close();
    await vendor.stop();
  }
};

const addressAt = (door: number): string =>
  `http://127.0.0.1:${door}/webhooks/intercom/${WORKSPACE}`;

const serviceOf = async (
  context: BenchContext,
  { env }: BenchInstallation,
  { app, door }: { readonly app: string; readonly door: number },
): Promise<Program> => {
  const port = await freePort();
  const program = await startProgram(context, `apps/${app}`, {
    env: {
      ...env,
      PORT: String(port),
      INGRESS_PORT: String(door),
      INGRESS_REQUESTS_PER_SECOND: '1000000',
      KNOWLEDGE_FOLDER: join(context.root, 'apps/deskstream/demo/knowledge'),
    },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
  });
  return program;
};

const accepted = async (answer: Response): Promise<void> => {
  if (answer.status !== 200) throw new Error(`ingress answered ${answer.status}`);
  await answer.arrayBuffer();
};
