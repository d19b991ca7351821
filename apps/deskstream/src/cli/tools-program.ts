import type { Command } from 'commander';
import type { DryRunRequest } from '../commands/tools.command';
import { acceptTools, dryRunTool, importTools, listTools } from '../commands/tools.command';
import { runCommand } from './run-command';
import { user } from './user';

/** The words about what the AI may use. */
export const addToolsCommands = (program: Command, json: () => boolean): void => {
  const tools = program.command('tools').description('what the AI of a workspace may use');

  tools
    .command('list <workspace>')
    .description('its tools and their rules')
    .action((workspace: string) =>
      runCommand(json(), (on, output) => listTools(on, output, { workspace, by: user() })),
    );

  tools
    .command('import <workspace> <file>')
    .description('make operations of an OpenAPI 3 document tools')
    .requiredOption('--server <name>', 'a name for the API; the same name replaces its operations')
    .option('--base-url <url>', 'where it is; else the first server of the document')
    .option('--operations <ids...>', 'operation ids, or "GET /path"; else all', [])
    .option('--bearer-from <variable>', 'environment variable that holds its token')
    .option('--by <name>', 'who makes the change', user())
    .option('--dry-run', 'only say what would change', false)
    .action((workspace: string, file: string, request: ImportOptions) =>
      runCommand(json(), (on, output) => importTools(on, output, { workspace, file, ...request })),
    );

  tools
    .command('accept <workspace> <server> [tools...]')
    .description('show what an MCP server offers; accept the named tools as they are described now')
    .option('--by <name>', 'who accepts', user())
    .option('--dry-run', 'only say what would change', false)
    .action((workspace: string, server: string, names: string[], request: AcceptOptions) =>
      runCommand(json(), (on, output) =>
        acceptTools(on, output, { workspace, server, tools: names, ...request }),
      ),
    );

  tools
    .command('dry-run <workspace> <tool>')
    .description('the request that a call would send, secrets masked')
    .option('--args <json>', 'the arguments', '{}')
    .option('--channel <channel>', 'of the conversation', 'web')
    .option('--vendor <vendor>', 'of the conversation', 'intercom')
    .option('--send', 'really send it, once', false)
    .action((workspace: string, tool: string, request: DryRunOptions) =>
      runCommand(json(), (on, output) =>
        dryRunTool(on, output, { workspace, tool, by: user(), ...request }),
      ),
    );
};

interface AcceptOptions {
  readonly by: string;
  readonly dryRun: boolean;
}

interface ImportOptions extends AcceptOptions {
  readonly server: string;
  readonly baseUrl?: string;
  readonly operations: readonly string[];
  readonly bearerFrom?: string;
}

type DryRunOptions = Pick<DryRunRequest, 'args' | 'channel' | 'vendor' | 'send'>;
