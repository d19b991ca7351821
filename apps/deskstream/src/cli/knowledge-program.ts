import type { Command } from 'commander';
import { openSources } from '@deskstream/composition';
import { systemClock } from '@deskstream/kernel';
import { knowledgeAddFolder, knowledgeStatus, knowledgeSync } from '../commands/knowledge.command';
import { passages } from '../commands/passages.command';
import { sourcesConfig } from '../start/sources-config';
import { runCommand } from './run-command';

interface SyncOptions {
  readonly by: string;
  readonly acceptRemovals: boolean;
}

/** The words about sources of articles. */
export const addKnowledgeCommands = (program: Command, json: () => boolean): void => {
  const knowledge = program
    .command('knowledge')
    .description('sources of articles: what the AI can know, and since when');

  knowledge
    .command('status <workspace>')
    .alias('list')
    .description('each source: its state, what to do about it, its last sync')
    .action((workspace: string) =>
      runCommand(json(), (on, output) => knowledgeStatus(on, output, workspace)),
    );

  knowledge
    .command('passages <session>')
    .description('what the AI read for a session, as it was then')
    .action((session: string) => runCommand(json(), (on, output) => passages(on, output, session)));

  knowledge
    .command('sync <workspace> [source]')
    .description('sync a source now, or all of them')
    .option('--by <name>', 'who asks', 'cli')
    .option('--accept-removals', 'most articles of a source may be gone for good', false)
    .action((workspace: string, source: string | undefined, asked: SyncOptions) =>
      runCommand(json(), async (on, output) => {
        const sources = openSources(sourcesConfig(fromEnvironment()));
        const request = { workspace, ...asked, ...(source === undefined ? {} : { source }) };
        try {
          await knowledgeSync(on, output, request, { clock: systemClock, sources });
        } finally {
          await sources.close();
        }
      }),
    );

  knowledge
    .command('add-folder <workspace> <folder>')
    .description('answer from the Markdown and HTML files of a folder, kept current')
    .option('--id <id>', 'name of the source', 'folder')
    .option('--by <name>', 'who makes the change', 'cli')
    .action((workspace: string, folder: string, { id, by }: { id: string; by: string }) =>
      runCommand(json(), (on, output) =>
        knowledgeAddFolder(on, output, { workspace, folder, id, by }),
      ),
    );
};

const fromEnvironment = () => {
  const { KNOWLEDGE_ROOT: root, KNOWLEDGE_PRIVATE_HOSTS: hosts } = process.env;
  return {
    ...(root === undefined ? {} : { KNOWLEDGE_ROOT: root }),
    ...(hosts === undefined ? {} : { KNOWLEDGE_PRIVATE_HOSTS: hosts }),
  };
};
