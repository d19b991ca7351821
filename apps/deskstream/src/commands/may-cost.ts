import type { Outcome } from '@deskstream/app-audit';
import { CommandError, EXIT } from '../cli/command-error';
import type { OpenAnswerer } from './asked-answerer';
import type { Run } from './what-if.command';

/** A rule of thumb, not a measurement: a run calls the model to draft and to judge, each with eight passages. */
const TOKENS = { inputTokens: 6_000, outputTokens: 700 };

interface Asking extends Run {
  readonly answerer: OpenAnswerer;
  /** It was agreed to already. */
  readonly yes: boolean;
}

/** Counts what a model would be asked, tells what that may cost, and ends the command unless it was agreed to. */
export const mayCost = async (
  { answerer, yes, keys, state, output }: Asking,
  count: (left: readonly string[]) => AsyncIterable<Outcome>,
): Promise<void> => {
  if (answerer.costOf === null) return;
  const done = new Set(state.results(keys).map(({ key }) => key));
  let runs = 0;
  for await (const outcome of count(keys.filter((key) => !done.has(key))))
    if (outcome.ok) runs += outcome.result.asks;
  const tokens = {
    inputTokens: runs * TOKENS.inputTokens,
    outputTokens: runs * TOKENS.outputTokens,
  };
  const cost = answerer.costOf(tokens);
  const money =
    cost === null ? 'at a price that the settings do not tell' : (cost / 1e6).toFixed(2);
  const said = `About ${runs} answers of ${answerer.name}: ${tokens.inputTokens} tokens in, ${tokens.outputTokens} out, ${money}.`;
  output.line(said);
  if (!yes && runs > 0)
    throw new CommandError(`${said} Nothing was asked yet; --yes agrees to it.`, EXIT.usage);
};
