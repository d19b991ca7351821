import { createPostgresKnowledge } from '@deskstream/adapter-knowledge-postgres';
import { eventsOf } from '@deskstream/app-audit';
import { EVERYBODY } from '@deskstream/app-orchestrator';
import { parsePartitionKey } from '@deskstream/kernel';
import type { Passage, PassageHistory, PassageName } from '@deskstream/port-knowledge';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { sessionKeyOf } from './session-key';

/** What a run recorded of a passage it read. */
interface Cited {
  readonly articleId: string;
  readonly articleVersion: string;
  readonly ordinal?: number;
  readonly title: string;
  readonly heading: string;
}

/** The passages that the runs of a session read, as they were then, whatever has become of the articles (S086). */
export const passages = async (
  { index, pool, schema }: Pick<Installation, 'index' | 'pool' | 'schema'>,
  output: Output,
  session: string,
): Promise<void> => {
  const key = sessionKeyOf(session);
  const workspace = workspaceOf(key);
  const history = await createPostgresKnowledge({ pool, schema });
  let runs = 0;
  for await (const { event } of eventsOf(index, key)) {
    if (event.type !== 'ReasoningStepRecorded' || event.data.kind !== 'retrieval') continue;
    runs += 1;
    output.line(colours.bold(`run ${event.data.runId}, ${new Date(event.at).toISOString()}`));
    for (const cited of citedIn(event.data.detail)) {
      const passage = await passageOf(history, workspace, cited);
      tell(output, event.data.runId, cited, passage);
    }
  }
  if (runs === 0)
    throw new CommandError(`No run of session ${key} looked for articles.`, EXIT.notFound);
};

const workspaceOf = (key: string): string => parsePartitionKey(key)?.workspace ?? '';

const citedIn = (detail: unknown): readonly Cited[] =>
  (detail as { readonly passages?: readonly Cited[] } | null)?.passages ?? [];

/** From the workspace's own articles or from those that all workspaces share. */
const passageOf = async (
  history: PassageHistory,
  workspace: string,
  { articleId, articleVersion, ordinal }: Cited,
): Promise<Passage | null> => {
  if (ordinal === undefined) return null;
  const at = (owner: string): PassageName => ({
    ...{ workspace: owner, articleId, articleVersion, ordinal },
  });
  return (await history.passageAt(at(workspace))) ?? (await history.passageAt(at(EVERYBODY)));
};

const tell = (output: Output, runId: string, cited: Cited, passage: Passage | null): void => {
  const text = passage?.text ?? null;
  output.value({ runId, ...cited, text });
  output.line(`${colours.cyan(cited.articleId)}  ${cited.title}  ${cited.heading}`);
  output.line(
    (text ?? '(not kept, or recorded before passages were numbered)').replace(/^/gm, '    '),
  );
};
