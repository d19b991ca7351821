import type { Question, SessionResult } from '@deskstream/conversation-what-if';
import { reportOf } from '@deskstream/conversation-what-if';
import type { TrialWork } from '../trial';
import type { AskedChange, DescribedLanes, OpenLanes } from './open-lanes';
import { linesOf, openLanes, questionOf, titleOf } from './open-lanes';
import type { Outcome } from './run-what-if';
import { runWhatIf } from './run-what-if';

/** What a what-if on the server was asked. */
export interface AskedWhatIf {
  readonly change: AskedChange;
  /** Whose model answers. */
  readonly workspace: string;
  readonly question: Question;
}

export const whatIfTrial: TrialWork = {
  perform: async function* (parts, asked, left, signal) {
    const { change, workspace } = asked as AskedWhatIf;
    const lanes = await openLanes(parts.answering, change, workspace);
    try {
      const deps = { ...parts, ...answerersOf(lanes) };
      for await (const outcome of runWhatIf(deps, left, questionOf(change), signal))
        yield { item: outcome.key, result: outcome };
    } finally {
      await lanes.close();
    }
  },
  conclude: (asked, outcomes) => {
    const results: SessionResult[] = [];
    const failed: { key: string; because: string }[] = [];
    for (const outcome of outcomes as readonly Outcome[])
      if (outcome.ok) results.push(outcome.result);
      else failed.push({ key: outcome.key, because: outcome.because });
    return reportOf((asked as AskedWhatIf).question, results, failed);
  },
};

/** Who answers is named in the report, whoever performs it later. */
export const questionFor = (
  change: AskedChange,
  { candidate, baseline }: DescribedLanes,
  title?: string,
): Question => {
  const lines = linesOf(change);
  return {
    title: title ?? titleOf(lines, candidate?.name),
    candidate: lines,
    ...(candidate === undefined ? {} : { answerer: candidate.name }),
    ...(baseline === undefined ? {} : { baseline: baseline.name }),
  };
};

export const answerersOf = ({ candidate, baseline }: OpenLanes) => ({
  ...(candidate === undefined ? {} : { answerer: candidate }),
  ...(baseline === undefined ? {} : { baseline }),
});
