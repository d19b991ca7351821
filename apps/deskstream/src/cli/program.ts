import { Command } from 'commander';
import { systemClock } from '@deskstream/kernel';
import { database } from '../commands/database.command';
import type { ExportRequest } from '../commands/export.command';
import { exportCommand } from '../commands/export.command';
import { redrive } from '../commands/redrive.command';
import { sessionKeyOf } from '../commands/session-key';
import { rebuild } from '../commands/rebuild.command';
import { sessions } from '../commands/sessions.command';
import { show } from '../commands/show.command';
import { start } from '../commands/start.command';
import { status } from '../commands/status.command';
import type { TailRequest } from '../commands/tail.command';
import { tail } from '../commands/tail.command';
import { verify } from '../commands/verify.command';
import { why } from '../commands/why.command';
import { applyWorkspaces } from '../commands/workspaces.command';
import { EXIT } from './command-error';
import { addAccessCommands } from './access-program';
import { addEvaluationCommands } from './evaluation-program';
import type { Command as RunnableCommand } from './run-command';
import { runCommand } from './run-command';
import { addKnowledgeCommands } from './knowledge-program';
import { offsets } from './offsets';
import { addSettingsCommands } from './settings-program';
import { addToolsCommands } from './tools-program';
import { addWhatIfCommands } from './what-if-program';
import { user } from './user';
import { wholeNumber } from './whole-number';
import { withVendors } from './with-vendors';

const EXIT_CODES = `
Exit codes: 0 done, 1 failed, 2 wrong words, 3 not found, 4 the log or a copy of it is broken,
  5 a connection does not pass its checks, 6 settings were changed by someone else meanwhile,
  7 differences with --fail-on-change, 78 configuration.
Configured by environment variables: "deskstream start --help" lists them.`;

type TailOptions = Omit<TailRequest, 'signal'>;

/** The words of the command line. */
export const createProgram = (): Command => {
  const program = new Command('deskstream')
    .description('Event-sourced AI for a help desk: run it, look into it, replay it.')
    .option('--json', 'print JSON, one value a line', false)
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  const json = () => program.opts<{ json: boolean }>().json;
  const look = (command: RunnableCommand) => runCommand(json(), command, { existing: true });

  program
    .command('start')
    .description('start everything in this process')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action((_options, { args }: Command) => startOf(args));

  program
    .command('database')
    .description('only the embedded PostgreSQL; prints its URL and runs until stopped')
    .action(database);

  program
    .command('status')
    .description('what waits where: topics, lag, open work')
    .action(() => look((on, output) => status(on, output, systemClock.now())));

  program
    .command('sessions')
    .description('the latest sessions')
    .option('--q <text>', 'session, conversation or delivery id, customer, or text')
    .option('--limit <count>', 'how many', wholeNumber, 20)
    .action((request: { q?: string; limit: number }) =>
      look((on, output) => sessions(on, output, request)),
    );

  program
    .command('show <session>')
    .description('one session, told event by event')
    .action((session: string) => look(({ index }, output) => show(index, output, session)));

  program
    .command('why <what>')
    .description(
      'what went wrong in a session, and what to do; takes any id of it, or an e-mail address',
    )
    .option('--symptom <symptom>', 'only this one, also when the session does not show it')
    .action((what: string, { symptom }: { symptom?: string }) =>
      look((on, output) =>
        withVendors((vendors) =>
          why(
            on,
            output,
            { what, ...(symptom === undefined ? {} : { symptom }) },
            { clock: systemClock, vendors },
          ),
        ),
      ),
    );

  program
    .command('export <what>')
    .description('one session as one redacted file: JSON, or with --html a page that opens offline')
    .option('--html', 'a page that any browser opens without a server', false)
    .option('--mask', 'leave every message text out', false)
    .option('--out <file>', 'write it there; standard output without it')
    .option('--reason <text>', 'why, told in the log of the session', 'not given')
    .option('--by <name>', 'who does it', user())
    .action((what: string, how: Omit<ExportRequest, 'what'>) =>
      look((on, output) =>
        withVendors((vendors) =>
          exportCommand(on, output, { what, ...how }, { clock: systemClock, vendors }),
        ),
      ),
    );

  program
    .command('rebuild')
    .description('make the stream index and the projections again from the log')
    .action(() => look(rebuild));

  program
    .command('tail')
    .description('every event as it happens')
    .option('--from-start', 'begin with the first event', false)
    .option('--after <offsets>', 'go on behind these, as in {"0":41,"3":7}', offsets)
    .option('--until-now', 'end with the last event that is there', false)
    .option('--session <session>', 'only this session')
    .action(({ session, ...from }: TailOptions) =>
      look((on, output) => {
        const stop = new AbortController();
        process.once('SIGINT', () => stop.abort());
        const only = session === undefined ? {} : { session: sessionKeyOf(session) };
        const follow = { ...from, ...only, signal: stop.signal };
        return tail({ log: on.log, clock: systemClock }, output, follow);
      }),
    );

  program
    .command('verify')
    .description('prove the whole log: order, hash chain, fold, stream index')
    .action(() => look(verify));

  program
    .command('redrive')
    .description('publish dead letters again; shows what it would do until --yes')
    .option('--id <id>', 'only this one')
    .option('--because <text>', 'only those whose cause contains the text')
    .option('--yes', 'do it', false)
    .option('--reason <text>', 'why, told in the log of each session', 'not given')
    .option('--by <name>', 'who does it', user())
    .action(
      (request: { id?: string; because?: string; yes: boolean; reason: string; by: string }) =>
        look(({ log }, output) => redrive(log, output, { ...request, at: systemClock.now() })),
    );

  program
    .command('workspaces <file>')
    .description(
      'create or change the workspaces of a YAML or JSON file; the same content changes nothing',
    )
    .action((file: string) =>
      runCommand(json(), ({ settings }, output) => applyWorkspaces(settings, output, file)),
    );

  addSettingsCommands(program, json);
  addToolsCommands(program, json);
  addKnowledgeCommands(program, json);
  addWhatIfCommands(program, json);
  addEvaluationCommands(program, json);
  addAccessCommands(program, json);
  return program;
};

/** Everything is set by variables; words that mean nothing are not passed over. */
const startOf = (words: readonly string[]): Promise<void> => {
  const [word] = words.filter((each) => !HELP.has(each));
  if (word === undefined) return start();
  process.stderr.write(
    `error: "start" takes no options, found ${word}. Set variables instead, as in PORT=5000 deskstream start; "deskstream start --help" lists them.\n`,
  );
  process.exitCode = EXIT.usage;
  return Promise.resolve();
};

const HELP: ReadonlySet<string> = new Set(['--help', '-h']);
