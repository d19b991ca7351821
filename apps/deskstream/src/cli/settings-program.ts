import type { Command } from 'commander';
import { systemClock } from '@deskstream/kernel';
import { gaps } from '../commands/gaps.command';
import { reseal } from '../commands/reseal.command';
import { settings } from '../commands/settings.command';
import { verifyConnections } from '../commands/verify-connection.command';
import { verifyCrmOf } from '../commands/verify-crm.command';
import { verifyModelOf } from '../commands/verify-model.command';
import { age } from './age';
import { runCommand } from './run-command';
import { user } from './user';
import { wholeNumber } from './whole-number';
import { withVendors } from './with-vendors';

interface Change {
  readonly by: string;
  readonly reason: string;
  readonly expect?: number;
  readonly dryRun: boolean;
}

/** The words about workspaces and their connections. */
export const addSettingsCommands = (program: Command, json: () => boolean): void => {
  program
    .command('settings <workspace> <action> [values...]')
    .description(
      'get [version] | set <file> | history | diff [from] [to] | rollback <version>; what get prints, set takes',
    )
    .option('--by <name>', 'who makes the change', user())
    .option('--reason <text>', 'why', '')
    .option('--expect <version>', 'refuse when another version is in force', wholeNumber)
    .option('--dry-run', 'only say what would change', false)
    .action((workspace: string, action: string, values: string[], change: Change) =>
      runCommand(json(), (on, output) =>
        settings(on, output, { workspace, action, values, ...change }),
      ),
    );

  program
    .command('verify-connection <workspace> [vendor]')
    .description('check tokens, scopes and webhooks of a workspace; the result stays in the log')
    .option('--by <name>', 'who asks', user())
    .action((workspace: string, vendor: string | undefined, { by }: { by: string }) =>
      runCommand(json(), (on, output) =>
        withVendors((vendors) => {
          const request = { workspace, by, ...(vendor === undefined ? {} : { vendor }) };
          return verifyConnections(on, output, request, { clock: systemClock, vendors });
        }),
      ),
    );

  program
    .command('verify-crm <workspace>')
    .description('check the CRM of a workspace, apart from its help desks')
    .action((workspace: string) =>
      runCommand(json(), (on, output) => verifyCrmOf(on, output, workspace)),
    );

  program
    .command('verify-model <workspace>')
    .description(
      'ask the language model of a workspace: key, name, reply, tools, structured output',
    )
    .action((workspace: string) =>
      runCommand(json(), (on, output) => verifyModelOf(on, output, workspace)),
    );

  program
    .command('gaps <workspace>')
    .description('compare its help desks with the log, and read what no webhook told of')
    .option('--since <age>', 'how far back, as in 2h; else from where the last check ended', age)
    .option('--dry-run', 'only say what is missing', false)
    .option('--by <name>', 'who asks', user())
    .action((workspace: string, request: { since?: number; dryRun: boolean; by: string }) =>
      runCommand(json(), (on, output) =>
        withVendors((vendors) =>
          gaps(on, output, { workspace, ...request }, { clock: systemClock, vendors }),
        ),
      ),
    );

  program
    .command('reseal <key-file>')
    .description('seal all secrets with the key of another file; the file is made when missing')
    .action((keyFile: string) => runCommand(json(), (on, output) => reseal(on, output, keyFile)));
};
