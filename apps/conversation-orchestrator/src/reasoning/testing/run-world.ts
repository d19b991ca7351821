import { createMemoryBroker, createMemoryEventLog } from '@deskstream/adapter-event-log-memory';
import { createMemoryKnowledge } from '@deskstream/adapter-knowledge-memory';
import {
  createMemoryIndexState,
  createMemoryStreamIndex,
  createMemoryWorkLedger,
  createMemoryWorkState,
} from '@deskstream/adapter-stores-memory';
import { createExtractiveAnswerer } from '@deskstream/adapter-ai-extractive';
import type { InputRecord } from '@deskstream/contracts';
import { topicCatalogue } from '@deskstream/contracts';
import type { ConversationEvent, InputData } from '@deskstream/conversation-domain';
import type { Clock } from '@deskstream/kernel';
import { noLogger, noTelemetry } from '@deskstream/kernel';
import type { Model } from '@deskstream/port-ai';
import type { Article } from '@deskstream/port-knowledge';
import type { ToolBox } from '@deskstream/port-tools';
import type { RunLimits } from '../generative/generative';
import { startReasoning } from '../start-reasoning';
import { Gate } from './gate';
import { inputsIn, key, stored, T0, workspace } from '../../testing/recorded';

/** The simulation's scheduler, as far as it is used here. */
interface VirtualTime {
  run(done: () => boolean, until: number): Promise<unknown>;
  process(name: string, options: { readonly immune: boolean }): { readonly clock: Clock };
}

export interface WorldOptions {
  /** Starts at `T0`. */
  readonly scheduler: VirtualTime;
  readonly events: readonly ConversationEvent[];
  readonly model: Model;
  readonly tools: ToolBox;
  /** What the workspace's help center has. */
  readonly articles?: readonly Article[];
  readonly limits?: RunLimits;
  readonly contextTokens?: number;
}

/** Reasoning on a log that holds `events`, the last of them the request; processes come and die. */
export const runWorld = async (options: WorldOptions) => {
  const { scheduler } = options;
  const { clock } = scheduler.process('reasoning', { immune: true });
  const log = createMemoryEventLog({ clock, broker: createMemoryBroker() });
  await log.provision(topicCatalogue(1));
  const placed = await log.publish(options.events.map(stored));
  const index = createMemoryStreamIndex({ state: createMemoryIndexState() });
  const rows = options.events.map((event, nth) => {
    const draft = stored(event, nth);
    const offset = placed[nth]?.offset ?? nth;
    const record = { ...draft, partition: 0, offset, timestamp: T0 };
    return { seq: nth + 1, eventId: `ev${nth}`, record, key, type: event.type, at: T0 };
  });
  await index.write({ partition: 0, from: 0, to: rows.length, rows });
  const state = createMemoryWorkState();
  const knowledge = createMemoryKnowledge();
  await knowledge.replaceAll(workspace, options.articles ?? []);
  const boot = (gate = new Gate()) =>
    startReasoning({
      log: gate.guard(log, 'log', ['publish']),
      index,
      ledger: gate.guard(createMemoryWorkLedger({ state }), 'ledger', ['journal', 'finish']),
      clock,
      telemetry: noTelemetry,
      logger: noLogger,
      leaseMs: 10_000,
      knowledge: gate.guard(knowledge, 'knowledge', ['retrieve']),
      answerer: createExtractiveAnswerer(),
      generative: {
        modelFor: () => ({
          model: gate.guard(options.model, 'model', ['complete']),
          maxOutputTokens: 500,
          contextTokens: options.contextTokens ?? 8_000,
          costOf: ({ inputTokens, outputTokens }) => inputTokens + 4 * outputTokens,
        }),
        tools: gate.guard(options.tools, 'tools', ['call', 'lookUp']),
        ...(options.limits === undefined ? {} : { limitsFor: () => options.limits as RunLimits }),
      },
    });
  const inputs = () => inputsIn(log);
  return {
    boot,
    inputs,
    steps: async () => (await inputs()).flatMap(stepOf),
    finished: async () => [
      ...new Map((await inputs()).flatMap(finishOf).map((each) => [each.runId, each])).values(),
    ],
    until: (seconds: number) => scheduler.run(() => false, T0 + seconds * 1_000),
  };
};

const stepOf = ({ input }: InputRecord): readonly InputData<'ReasoningStepped'>[] =>
  input.type === 'ReasoningStepped' ? [input.data] : [];

const finishOf = ({ input }: InputRecord): readonly InputData<'ReasoningFinished'>[] =>
  input.type === 'ReasoningFinished' ? [input.data] : [];
