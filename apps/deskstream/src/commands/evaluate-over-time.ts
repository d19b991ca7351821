import { isoTime } from '@deskstream/kernel';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { EvaluateRequest } from './evaluate.command';
import { historyFile, historyOf } from './evaluate.command';

/** The figures of every run of a set, the oldest first; plays nothing. */
export const overTime = (output: Output, request: EvaluateRequest): void => {
  const file = historyFile(request);
  const runs = historyOf(file);
  if (runs.length === 0)
    throw new CommandError(
      `${file}: no run yet. Leave --over-time out to make one.`,
      EXIT.notFound,
    );
  for (const figures of runs) output.value(figures);
  output.table(
    runs.map(({ at, answerer, passed, cases, by }) => ({
      when: isoTime(at).slice(0, 16).replace('T', ' '),
      passed: `${passed}/${cases}`,
      ...Object.fromEntries(
        Object.entries(by).map(([kind, [own, all]]) => [kind, `${own}/${all}`]),
      ),
      answerer,
    })),
  );
};
