export type {
  AnswererChoice,
  Answerers,
  Answering,
  AskedAnswerer,
  AskedRun,
  DescribedAnswerer,
  KnowledgeTime,
} from './answering';
export type { AskedEvaluation } from './evaluation/evaluation.trial';
export { figuresOf } from './evaluation/figures';
export type { Figures, PlayedCase } from './evaluation/figures';
export { playCase } from './evaluation/play-case';
export { templatesOf } from './prompt-templates';
export { runTrials } from './run/run-trials';
export type { RunnerParts } from './run/run-trials';
export { countRunners } from './store/held-trials.store';
export { openTrialSource } from './store/open-trial-source';
export { createTrial, findTrial, listTrials, outcomesOf, turnTrial } from './store/trials.store';
export type { Trial, TrialWork } from './trial';
export { asksAgain, describeLanes, estimateOf, openLanes, questionOf } from './what-if/open-lanes';
export type { AskedChange, DescribedLanes, Estimate, OpenLanes } from './what-if/open-lanes';
export { entriesOf, identity, readSession } from './what-if/recorded-session';
export { rulesAt } from './what-if/rules-at';
export type { SettingsHistory } from './what-if/rules-at';
export { runWhatIf } from './what-if/run-what-if';
export type { Outcome } from './what-if/run-what-if';
export { answerersOf, questionFor } from './what-if/what-if.trial';
export type { AskedWhatIf } from './what-if/what-if.trial';
