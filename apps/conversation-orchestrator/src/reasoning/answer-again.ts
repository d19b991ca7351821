import type { RecordedEvent } from '@deskstream/conversation-domain';
import { parsePartitionKey } from '@deskstream/kernel';
import type { AvailableTool, ToolBox, ToolInvocation, ToolOutcome } from '@deskstream/port-tools';
import type { ClaimedWork } from '@deskstream/port-work-ledger';
import { extractiveRun } from './extractive-run';
import type { Generative, ModelChoice } from './generative/generative';
import { generativeRun } from './generative/generative-run';
import type { Finish, Run, RunDeps } from './run-deps';

/** A run of a session that is decided again. */
export interface RunAgain {
  readonly key: string;
  readonly runId: string;
  /** What the log holds when the run is asked for. */
  readonly events: readonly RecordedEvent[];
  /** The whole session as it was recorded: what tools gave. */
  readonly recorded: readonly RecordedEvent[];
  readonly signal: AbortSignal;
  /** In place of the newest ones. */
  readonly prompts?: Generative['prompts'];
}

/**
 * What a run would say, for a what-if: nothing is journaled or told, and no tool is called. A call that
 * the record has, with the same arguments, gives what it gave then; any other one fails.
 */
export const answerAgain = (
  deps: RunDeps & { readonly choice: ModelChoice | null },
  asked: RunAgain,
): Promise<Finish> => {
  const run = runOf(asked);
  const { choice, generative } = deps;
  if (choice === null) return extractiveRun(deps, run);
  const tools = toolsOfRecord(asked.recorded);
  const prompts = asked.prompts === undefined ? {} : { prompts: asked.prompts };
  return generativeRun(
    { ...deps, choice, generative: { ...(generative ?? NO_MODELS), tools, ...prompts } },
    run,
  );
};

const NO_MODELS = { modelFor: () => null };

const runOf = ({ key, runId, events, signal }: RunAgain): Run => {
  const workspace = parsePartitionKey(key)?.workspace ?? '';
  const request = { workspace, correlationId: runId };
  const claim: ClaimedWork = {
    ...{ id: runId, key, workspace, seq: events.length, dueAt: 0, payload: request },
    ...{ token: '', attempt: 1, journal: [], recalled: null, earlier: [] },
  };
  return {
    claim,
    request,
    events,
    tell: {
      step: () => Promise.resolve(),
      finished: () => {
        throw new Error('a run of a what-if is told to nobody');
      },
    },
    tools: {
      signal,
      stopping: () => signal.aborted,
      leaseUntil: Number.MAX_SAFE_INTEGER,
      journal: () => Promise.resolve('written'),
    },
  };
};

/** The tools that were called in a session, as a toolbox that only remembers. */
export const toolsOfRecord = (recorded: readonly RecordedEvent[]): ToolBox => {
  const calls = callsIn(recorded);
  const answer = (invocation: ToolInvocation): ToolOutcome =>
    calls.get(nameOf(invocation.name, invocation.arguments)) ?? NOT_RECORDED;
  return {
    list: () => Promise.resolve(namesIn(recorded).map(asRecorded)),
    call: (invocation) => Promise.resolve(answer(invocation)),
    lookUp: (invocation) => {
      const found = answer(invocation);
      return Promise.resolve(found.kind === 'done' ? found : { kind: 'absent' });
    },
    preview: () => Promise.resolve(NOT_RECORDED),
  };
};

const NOT_RECORDED = {
  kind: 'failed',
  code: 'TOOL.NOT_RECORDED',
  because: 'The record has no such call, and a what-if calls no tool.',
} as const;

const asRecorded = (name: string): AvailableTool => ({
  name,
  description: 'A tool that was used in this conversation.',
  parameters: { type: 'object' },
  effects: false,
  doubt: 'none',
  hash: 'recorded',
  policy: { requiresCustomerMessage: false, askedFor: [], argumentsFrom: 'anywhere' },
});

interface Detail {
  readonly tool: string;
  readonly callId: string;
  readonly arguments?: unknown;
  readonly outcome?: string;
  readonly output?: unknown;
  readonly code?: string;
  readonly because?: string;
}

const callsIn = (recorded: readonly RecordedEvent[]): ReadonlyMap<string, ToolOutcome> => {
  const asked = new Map<string, Detail>();
  const calls = new Map<string, ToolOutcome>();
  for (const { runId, kind, detail } of toolSteps(recorded)) {
    const call = `${runId} ${detail.callId}`;
    if (kind === 'tool-call') asked.set(call, detail);
    else calls.set(nameOf(detail.tool, asked.get(call)?.arguments), outcomeOf(detail));
  }
  return calls;
};

const outcomeOf = ({ outcome, output, code, because }: Detail): ToolOutcome => {
  if (outcome !== 'done')
    return { kind: 'failed', code: code ?? 'TOOL.FAILED', because: because ?? 'It failed then.' };
  const text = textOf(output);
  return { kind: 'done', output: text, bytes: text.length, truncated: false };
};

/** Long outputs are recorded cut, beside where. */
const textOf = (output: unknown): string => {
  if (typeof output === 'string') return output;
  const { text } = (output ?? {}) as { readonly text?: unknown };
  return typeof text === 'string' ? text : JSON.stringify(output ?? '');
};

const namesIn = (recorded: readonly RecordedEvent[]): readonly string[] => [
  ...new Set([...toolSteps(recorded)].map(({ detail }) => detail.tool)),
];

function* toolSteps(recorded: readonly RecordedEvent[]) {
  for (const { type, data } of recorded)
    if (
      type === 'ReasoningStepRecorded' &&
      (data.kind === 'tool-call' || data.kind === 'tool-result')
    )
      yield { runId: data.runId, kind: data.kind, detail: data.detail as Detail };
}

const nameOf = (tool: string, args: unknown): string => `${tool} ${JSON.stringify(args ?? {})}`;
