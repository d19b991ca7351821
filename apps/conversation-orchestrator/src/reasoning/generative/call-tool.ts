import type { AvailableTool, ToolInvocation, ToolOutcome } from '@deskstream/port-tools';
import type { Frame } from './exchange';
import type { Tries } from './run-journal';

/** How a call ended for the run. `in-doubt`: it may have happened and nobody can tell. */
export type CallEnd =
  | Exclude<ToolOutcome, { readonly kind: 'unknown' }>
  | { readonly kind: 'in-doubt'; readonly because: string };

const MAX_REPEATS = 4;
const ABSENCES = 2;
const MAX_UNREADABLE = 4;
const PAUSE_MS = 500;

/**
 * Reading is simply done. A call with effects writes its intent first; an intent without a result, of
 * this process or of one that died, is a doubt that is cleared up before the call may leave again.
 */
export const callTool = (
  frame: Frame,
  tool: AvailableTool,
  call: { readonly key: string; readonly invocation: ToolInvocation },
): Promise<CallEnd> =>
  tool.effects ? callWithEffects(frame, tool, call) : read(frame, call.invocation);

type Call = Parameters<typeof callTool>[2];

const read = async ({ run, generative }: Frame, invocation: ToolInvocation): Promise<CallEnd> => {
  const outcome = await generative.tools.call(invocation, run.tools.signal);
  if (outcome.kind !== 'unknown') return outcome;
  run.tools.signal.throwIfAborted();
  return { kind: 'failed', code: 'TOOL.NO_ANSWER', because: outcome.because };
};

const callWithEffects = async (frame: Frame, tool: AvailableTool, call: Call): Promise<CallEnd> => {
  for (let round = 0; ; round += 1) {
    const { signal } = frame.run.tools;
    signal.throwIfAborted();
    const move = nextMove(tool, frame.journal.triesOf(call.key));
    if (move === 'give-up') return inDoubt(tool);
    if (round > 0) await frame.clock.sleep(PAUSE_MS * 2 ** Math.min(round - 1, 4), signal);
    const end = await (move === 'look' ? lookUp(frame, call) : send(frame, call));
    if (end !== null) return end;
  }
};

type Move = 'call' | 'look' | 'give-up';

const nextMove = ({ doubt }: AvailableTool, { intents, absences, unreadable }: Tries): Move => {
  if (intents === 0) return 'call';
  if (intents >= MAX_REPEATS || unreadable >= MAX_UNREADABLE) return 'give-up';
  switch (doubt) {
    case 'repeat-with-key':
      return 'call';
    case 'look-up':
      return absences >= ABSENCES ? 'call' : 'look';
    case 'none':
      return 'give-up';
  }
};

const send = async (
  { run, journal, generative }: Frame,
  { key, invocation }: Call,
): Promise<CallEnd | null> => {
  await journal.tried(key, 'intent');
  const outcome = await generative.tools.call(invocation, run.tools.signal);
  return outcome.kind === 'unknown' ? null : outcome;
};

const lookUp = async (
  { run, journal, generative }: Frame,
  { key, invocation }: Call,
): Promise<CallEnd | null> => {
  const found = await generative.tools.lookUp(invocation, run.tools.signal);
  if (found.kind === 'done') return found;
  await journal.tried(key, found.kind);
  return null;
};

const inDoubt = ({ name }: AvailableTool): CallEnd => ({
  kind: 'in-doubt',
  because: `whether ${name} did what it was called for is not known`,
});
