import { passagesOf } from '@deskstream/app-audit';
import type { ReadPassage } from '@deskstream/app-audit';
import { openPassages } from '@deskstream/composition';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { sessionKeyOf } from './session-key';

/** The passages that the runs of a session read, as they were then, whatever has become of the articles (S086). */
export const passages = async (
  installation: Pick<Installation, 'index' | 'pool' | 'schema'>,
  output: Output,
  session: string,
): Promise<void> => {
  const key = sessionKeyOf(session);
  const parts = { ...installation, passages: await openPassages(installation) };
  let runs = 0;
  for await (const { runId, at, passages: read } of passagesOf(parts, key)) {
    runs += 1;
    output.line(colours.bold(`run ${runId}, ${new Date(at).toISOString()}`));
    for (const passage of read) tell(output, runId, passage);
  }
  if (runs === 0)
    throw new CommandError(`No run of session ${key} looked for articles.`, EXIT.notFound);
};

const MARKS = {
  current: '',
  changed: '  (the article was changed since)',
  removed: '  (the article was removed since)',
} as const;

const tell = (output: Output, runId: string, passage: ReadPassage): void => {
  output.value({ runId, ...passage });
  const { articleId, title, heading, text, article } = passage;
  const mark = article === null ? '' : MARKS[article];
  output.line(`${colours.cyan(articleId)}  ${title}  ${heading}${colours.yellow(mark)}`);
  output.line(
    (text ?? '(not kept, or recorded before passages were numbered)').replace(/^/gm, '    '),
  );
};
