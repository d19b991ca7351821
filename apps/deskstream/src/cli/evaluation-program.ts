import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { Expectation } from '@deskstream/conversation-what-if';
import { systemClock } from '@deskstream/kernel';
import type { CaseRequest } from '../commands/case.command';
import { addCaseOf } from '../commands/case.command';
import { evaluateHere } from '../commands/evaluate-here';
import { overTime } from '../commands/evaluate-over-time';
import { runCommand } from './run-command';
import { wholeNumber } from './whole-number';

/** The words about evaluation sets. */
export const addEvaluationCommands = (program: Command, json: () => boolean): void => {
  program
    .command('case <action> <session>')
    .description('case add <session>: make a recorded session a case of an evaluation set')
    .requiredOption('--set <file>', 'the set, as YAML; made when missing')
    .requiredOption('--expect <what>', 'answer, handoff, quiet or suggest', expectation)
    .option(
      '--cite <article>',
      'id or title that the reply must cite; may be repeated',
      collect,
      [],
    )
    .option('--must-say <words>', 'may be repeated', collect, [])
    .option('--must-not-say <words>', 'may be repeated', collect, [])
    .option('--cause <cause>', 'cause that the handoff must have')
    .option(
      '--as-of <seq>',
      'the last event that belongs to it; its last question without it',
      wholeNumber,
    )
    .option('--id <id>', 'name of the case')
    .option('--note <text>', 'why it is in the set')
    .action((action: string, session: string, request: Omit<CaseRequest, 'session'>) => {
      if (action !== 'add') throw new InvalidArgumentError(`expected "add", found "${action}".`);
      return runCommand(json(), (on, output) => addCaseOf(on, output, { ...request, session }), {
        existing: true,
      });
    });

  program
    .command('evaluate <set>')
    .description(
      'play the cases of a set with the rules and articles of now; exit code 1 when one fails',
    )
    .option('--history <file>', 'figures over time; <set>.history.ndjson without it')
    .option('--over-time', 'print the figures of every run before, and play nothing', false)
    .option('--model <name>', 'another model of the same provider; extractive: none', 'workspace')
    .action((set: string, request: { history?: string; model: string; overTime: boolean }) =>
      runCommand(
        json(),
        (on, output) =>
          request.overTime
            ? Promise.resolve(overTime(output, { ...request, set }))
            : evaluateHere(on, output, { ...request, set }, systemClock),
        { existing: true },
      ),
    );
};

const EXPECTATIONS: readonly string[] = ['answer', 'handoff', 'quiet', 'suggest'];

const expectation = (text: string): Expectation => {
  if (EXPECTATIONS.includes(text)) return text as Expectation;
  throw new InvalidArgumentError(`expected ${EXPECTATIONS.join(', ')}.`);
};

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];
