import { writeFile } from 'node:fs/promises';
import { bundleAsHtml, exportSession, openDataSource, publishAct } from '@deskstream/app-audit';
import { auditSchemaOf } from '@deskstream/composition';
import type { OpenVendors } from '@deskstream/composition';
import { openPassages } from '@deskstream/composition';
import type { Clock } from '@deskstream/kernel';
import { contentsOf } from '@deskstream/conversation-bundle';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { sessionOf } from './find-session';

export interface ExportRequest {
  /** Session key, vendor conversation id, delivery id, or the customer's e-mail address. */
  readonly what: string;
  readonly html: boolean;
  readonly mask: boolean;
  /** Without it the file goes to standard output. */
  readonly out?: string;
  /** Noted in the log of the session. */
  readonly by: string;
  readonly reason: string;
}

interface With {
  readonly clock: Clock;
  readonly vendors: Pick<OpenVendors, 'verifications'>;
}

/** One session as one redacted file. */
export const exportCommand = async (
  installation: Installation,
  output: Output,
  { what, html, mask, out, by: operator, reason }: ExportRequest,
  { clock, vendors: { verifications } }: With,
): Promise<void> => {
  const dataSource = await openDataSource(installation.databaseUrl, auditSchemaOf(installation));
  try {
    const passages = await openPassages(installation);
    const parts = { ...installation, dataSource, clock, verifications, passages };
    const key = await sessionOf(dataSource, what);
    const bundle = await exportSession(parts, key, { mask });
    if (bundle === null) throw new CommandError(`No session ${key}.`, EXIT.notFound);
    const data = { text: bundle.text, operator, reason };
    await publishAct({ clock, log: installation.log }, key, { type: 'SessionExported', data });
    const file = html ? await bundleAsHtml(bundle) : JSON.stringify(bundle);
    if (out === undefined) {
      process.stdout.write(`${file}\n`);
      return;
    }
    await writeFile(out, file);
    const { events, deliveries, replaced, text, verifiedBeforeRedaction } = contentsOf(bundle);
    output.value({ file: out, ...contentsOf(bundle) });
    output.line(`${out}: ${events} events, ${deliveries} deliveries, texts ${text}.`);
    output.line(`Replaced: ${toldOf(replaced)}.`);
    output.line(`Hash chain before: ${verifiedBeforeRedaction ? 'whole' : 'BROKEN'}.`);
  } finally {
    await dataSource.destroy();
  }
};

const toldOf = (replaced: Readonly<Record<string, number>>): string =>
  Object.entries(replaced)
    .map(([name, count]) => `${count} × ${name}`)
    .join(', ') || 'nothing';
