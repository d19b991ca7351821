import { join } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '@deskstream/kernel';
import { answeringHere } from '../commands/answering-here';
import { replay } from '../commands/replay.command';
import { replayAll } from '../commands/replay-decisions.command';
import type { WhatIfRequest } from '../commands/what-if.command';
import { whatIf } from '../commands/what-if.command';
import { CommandError, EXIT } from './command-error';
import { runCommand } from './run-command';
import { wholeNumber } from './whole-number';

const MOST = 100_000;

/** The words about deciding recorded sessions again. */
export const addWhatIfCommands = (program: Command, json: () => boolean): void => {
  addReplay(program, json);
  sessionOptions(
    program
      .command('what-if [sessions...]')
      .description(
        'decide recorded sessions under other rules or answers; lists what comes out otherwise',
      ),
  )
    .option('--settings <file>', 'YAML or JSON with the rules that are different')
    .option(
      '--rule <path=value>',
      'one rule, as in waitMs.email=10000; may be repeated',
      collect,
      [],
    )
    .option(
      '--answerer',
      "ask what the record has no answer for: the workspace's model, or the embedded answerer",
      false,
    )
    .option(
      '--model <name>',
      'another model of the same provider answers everything; extractive: none',
    )
    .option(
      '--prompt <file|version>',
      'another prompt, as in answer.md or answer/1; needs a model; may be repeated',
      collect,
      [],
    )
    .option(
      '--knowledge <when>',
      'articles of another time: now, recorded, or as in 2026-11-21T16:00Z',
    )
    .option('--baseline', 'ask the baseline again, too, even where that costs money', false)
    .option('--yes', 'agree to what a model may cost', false)
    .option('--rerun', 'ask everything again, on the articles as they are now', false)
    .option('--title <text>', 'heads the report')
    .option('--html <file>', 'write the report as one HTML file')
    .option('--resume', 'go on where the same question was stopped', false)
    .option('--fail-on-change', 'exit code 7 when a decision comes out otherwise', false)
    .action((sessions: string[], request: Omit<WhatIfRequest, 'sessions'>) =>
      runCommand(
        json(),
        (on, output) =>
          whatIf(
            on,
            output,
            { ...request, sessions },
            {
              folder: join(process.env['DESKSTREAM_DATA'] ?? '.deskstream', 'what-if'),
              at: systemClock.now(),
              signal: interrupted(),
              answering: answeringHere(on, systemClock),
            },
          ),
        { existing: true },
      ),
    );
};

interface ReplayRequest {
  readonly asOf: number;
  readonly decisions: boolean;
  readonly limit: number;
  readonly query?: string;
  readonly set?: string;
  readonly all?: boolean;
  readonly workspace?: string;
}

const addReplay = (program: Command, json: () => boolean): void => {
  sessionOptions(
    program
      .command('replay [sessions...]')
      .description(
        'fold a session and show its state, proven by hash; with --decisions decide sessions again and compare to the byte',
      ),
  )
    .option('--as-of <seq>', 'stop after this event', wholeNumber, Number.MAX_SAFE_INTEGER)
    .option('--decisions', 'decide again, with the settings of then', false)
    .action((sessions: string[], request: ReplayRequest) =>
      runCommand(
        json(),
        (on, output) => {
          if (request.decisions) return replayAll(on, output, { ...request, sessions });
          const [session] = sessions;
          if (session === undefined || sessions.length > 1)
            throw new CommandError('Which session? One, or several with --decisions.', EXIT.usage);
          return replay(on.index, output, { session, asOf: request.asOf });
        },
        { existing: true },
      ),
    );
};

const sessionOptions = (command: Command): Command =>
  command
    .option('--query <text>', 'sessions by key, conversation or delivery id, customer, or text')
    .option('--set <file>', 'sessions of an evaluation set, or of a list')
    .option('--all', 'every session', false)
    .option('--workspace <name>', 'of those found, only this workspace')
    .option('--limit <count>', 'at most so many', wholeNumber, MOST);

const collect = (value: string, all: readonly string[]): readonly string[] => [...all, value];

const interrupted = (): AbortSignal => {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  return stop.signal;
};
