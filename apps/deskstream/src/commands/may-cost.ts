import type { Estimate, OpenLanes, Outcome } from '@deskstream/platform-trials';
import { estimateOf } from '@deskstream/platform-trials';
import { CommandError, EXIT } from '../cli/command-error';
import type { Run } from './what-if.command';

interface Asking extends Run {
  readonly lanes: OpenLanes;
  /** It was agreed to already. */
  readonly yes: boolean;
}

/** Counts what a model would be asked, tells what that may cost, and ends the command unless it was agreed to. */
export const mayCost = async (
  { lanes, yes, keys, state, output }: Asking,
  count: (left: readonly string[]) => AsyncIterable<Outcome>,
): Promise<void> => {
  if (estimateOf(lanes, 0) === null) return;
  const done = new Set(state.results(keys).map(({ key }) => key));
  let runs = 0;
  for await (const outcome of count(keys.filter((key) => !done.has(key))))
    if (outcome.ok) runs += outcome.result.asks;
  const said = saidOf(lanes, estimateOf(lanes, runs));
  output.line(said);
  if (!yes && runs > 0)
    throw new CommandError(`${said} Nothing was asked yet; --yes agrees to it.`, EXIT.usage);
};

const saidOf = ({ candidate }: OpenLanes, estimate: Estimate | null): string => {
  const { answers, tokens, cost } = estimate ?? NOTHING;
  const money =
    cost === null ? 'at a price that the settings do not tell' : (cost / 1e6).toFixed(2);
  return `About ${answers} answers of ${candidate?.name ?? 'a model'}: ${tokens.inputTokens} tokens in, ${tokens.outputTokens} out, ${money}.`;
};

const NOTHING: Estimate = { answers: 0, tokens: { inputTokens: 0, outputTokens: 0 }, cost: 0 };
