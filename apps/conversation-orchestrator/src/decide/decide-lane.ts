import type { Decoded, InputRecord } from '@deskstream/contracts';
import { deadLetterOf, decodeInput } from '@deskstream/contracts';
import { conversationDecider } from '@deskstream/conversation-domain';
import type { Telemetry } from '@deskstream/kernel';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Draft, Lane, LaneHandler, LogRecord } from '@deskstream/port-event-log';
import type { Settings, WorkspaceSettings } from '@deskstream/port-settings';
import { rulesFor } from '@deskstream/port-settings';
import type { LaneMemoryDeps } from './lane-memory';
import { LaneMemory } from './lane-memory';
import { stamp } from './stamp';

export interface DecideDeps extends LaneMemoryDeps {
  readonly settings: Settings;
  readonly telemetry: Telemetry;
}

const STEP = 'conversation-orchestrator.decide';

/** Folds, decides, appends: one lane, one writer. */
export const openDecideLane = async (deps: DecideDeps, lane: Lane): Promise<LaneHandler> => {
  const memory = await LaneMemory.open(deps, lane.partition, lane.signal);
  return {
    handle: async (batch) => {
      await memory.nextBatch(lane.signal);
      const drafts: Draft[] = [];
      for (const record of batch) drafts.push(...(await decideOn(deps, { memory, lane }, record)));
      return drafts;
    },
  };
};

const decideOn = async (
  deps: DecideDeps,
  { memory, lane }: { readonly memory: LaneMemory; readonly lane: Lane },
  record: LogRecord,
): Promise<readonly Draft[]> => {
  const usable = usableInput(deps.settings, record);
  if (!usable.ok) return [park(deps.telemetry, record, usable.because)];
  const { input, settings } = usable.value;
  const head = await memory.head(record.key, lane.signal);
  if (head.seen.has(input.input.id)) {
    deps.telemetry.count('deskstream.inputs.repeated', 1, { type: input.input.type });
    return [];
  }
  return deps.telemetry.step(
    `decide ${input.input.type}`,
    { parent: input.envelope.traceparent, kind: 'consumer', attributes: attributesOf(input) },
    (step) => {
      const rules = rulesFor(settings, parsePartitionKey(record.key)?.vendor ?? '');
      const events = conversationDecider.decide(input.input, head.state, rules);
      const stamped = stamp(head, {
        record: input,
        at: record,
        events,
        settingsVersion: settings.version,
        traceparent: step.traceparent,
      });
      memory.remember(record.key, stamped.head);
      deps.telemetry.count('deskstream.events.decided', events.length);
      return Promise.resolve(stamped.drafts);
    },
  );
};

const usableInput = (
  all: Settings,
  record: LogRecord,
): Decoded<{ input: InputRecord; settings: WorkspaceSettings }> => {
  const decoded = decodeInput(record);
  if (!decoded.ok) return decoded;
  const workspace = parsePartitionKey(record.key)?.workspace ?? '';
  const settings = all.current(workspace);
  if (settings === null) return { ok: false, because: `workspace ${workspace} has no settings` };
  return { ok: true, value: { input: decoded.value, settings } };
};

const park = (telemetry: Telemetry, record: LogRecord, because: string): Draft => {
  telemetry.count('deskstream.dead_letters', 1, { step: STEP });
  return deadLetterOf(record, { step: STEP, because, attempts: 1 });
};

const attributesOf = ({ input, envelope }: InputRecord) => ({
  'deskstream.conversation': envelope.subject,
  'deskstream.input.id': input.id,
  'deskstream.correlation.id': envelope.correlationId,
});
