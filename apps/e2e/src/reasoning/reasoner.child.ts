import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import { createModel } from '@deskstream/adapter-ai-models';
import { createPostgresEventLog } from '@deskstream/adapter-event-log-postgres';
import {
  createPostgresStreamIndex,
  createPostgresWorkLedger,
} from '@deskstream/adapter-stores-postgres';
import { createHttpTools, importOpenApi } from '@deskstream/adapter-tools-http';
import { startReasoning } from '@deskstream/app-orchestrator';
import { noLogger, noTelemetry, systemClock } from '@deskstream/kernel';
import { createPool } from '@deskstream/platform-postgres';
import type { DieAt, ReasonerMessage, ReasonerSettings } from './reasoner.settings';
import { orderApi } from './order-api';

const { databaseUrl, schema, modelUrl, toolsUrl } = JSON.parse(
  process.argv[2] ?? '{}',
) as ReasonerSettings;

let left = Infinity;
process.on('message', ({ dieAt }: DieAt) => {
  left = dieAt;
});

const tell = (message: ReasonerMessage): Promise<void> =>
  new Promise((told) => process.send?.(message, () => told()));

/** Behind an await; the last one allowed is where the process is killed. */
const pass = async (point: string): Promise<void> => {
  left -= 1;
  if (left > 0) return;
  await tell({ kind: 'dying', point });
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => undefined);
};

const dying = <T extends object>(target: T, name: string, methods: readonly string[]): T =>
  new Proxy(target, {
    get: (of, property) => {
      const value: unknown = Reflect.get(of, property);
      if (typeof value !== 'function') return value;
      const method = value.bind(of) as (...args: readonly unknown[]) => unknown;
      if (!methods.includes(String(property))) return method;
      return async (...args: readonly unknown[]) => {
        const result = await method(...args);
        await pass(`${name}.${String(property)}`);
        return result;
      };
    },
  });

const pool = createPool({ url: databaseUrl });
const model = createModel({
  provider: 'openai-compatible',
  baseUrl: modelUrl,
  apiKey: 'k',
  model: 'scripted',
});
const tools = createHttpTools({
  toolsOf: () => ({
    http: [
      {
        name: 'orders',
        baseUrl: toolsUrl,
        auth: { kind: 'bearer', secret: 'order-desk-token' },
        allowPrivateAddresses: true,
        operations: importOpenApi(orderApi).operations,
      },
    ],
    mcp: [],
    rules: { cancel_order: { askedFor: ['cancel'] } },
  }),
});

await startReasoning({
  log: createPostgresEventLog({ url: databaseUrl, schema, logger: noLogger, sessionMs: 600 }),
  ledger: dying(createPostgresWorkLedger({ pool, schema }), 'ledger', ['journal']),
  index: createPostgresStreamIndex({ pool, schema }),
  clock: systemClock,
  telemetry: noTelemetry,
  logger: noLogger,
  pollMs: 50,
  leaseMs: 60_000,
  knowledge: createMemoryKnowledge(),
  answerer: createExtractiveAnswerer(),
  generative: {
    modelFor: () => ({
      model,
      maxOutputTokens: 500,
      contextTokens: 8_000,
    }),
    tools: dying(tools, 'tools', ['call']),
  },
});
await tell({ kind: 'ready' });
