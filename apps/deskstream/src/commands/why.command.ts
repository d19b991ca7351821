import type { CaseParts } from '@deskstream/app-audit';
import { openDataSource, readCase } from '@deskstream/app-audit';
import { auditSchemaOf } from '@deskstream/composition';
import type { OpenVendors } from '@deskstream/composition';
import type { Diagnosis, Finding } from '@deskstream/conversation-why';
import { diagnose } from '@deskstream/conversation-why';
import type { Clock } from '@deskstream/kernel';
import { CommandError, EXIT } from '../cli/command-error';
import type { Output } from '../cli/output';
import { colours } from '../cli/output';
import type { Installation } from '../installation/open-installation';
import { sessionOf } from './find-session';

export interface WhyRequest {
  /** Session key, vendor conversation id, delivery id, or the customer's e-mail address. */
  readonly what: string;
  /** Only this symptom; without it those that the session shows, or else those that may be. */
  readonly symptom?: string;
}

interface With {
  readonly clock: Clock;
  readonly vendors: Pick<OpenVendors, 'verifications'>;
}

/** What went wrong in a session, by symptom: each check, what was found, and what to do. */
export const why = async (
  installation: Installation,
  output: Output,
  request: WhyRequest,
  { clock, vendors: { verifications } }: With,
): Promise<void> => {
  const dataSource = await openDataSource(installation.databaseUrl, auditSchemaOf(installation));
  try {
    const parts: CaseParts = { ...installation, dataSource, clock, verifications };
    const key = await sessionOf(dataSource, request.what);
    const given = await readCase(parts, key);
    if (given === null) throw new CommandError(`No session ${key}.`, EXIT.notFound);
    const wanted = wantedOf(diagnose(given), request.symptom);
    for (const diagnosis of wanted) output.value({ session: key, ...diagnosis });
    output.line(colours.bold(key));
    if (request.symptom === undefined && !wanted.some(({ present }) => present))
      output.line('Nothing is wrong with it that Deskstream knows of.');
    if (wanted.some(({ possible }) => possible)) output.line(MAY_BE);
    for (const diagnosis of wanted) tell(output, diagnosis);
  } finally {
    await dataSource.destroy();
  }
};

const wantedOf = (all: readonly Diagnosis[], symptom: string | undefined): readonly Diagnosis[] => {
  const known = all.map((each) => each.symptom);
  if (symptom !== undefined && !known.includes(symptom))
    throw new CommandError(`No symptom ${symptom}. Known: ${known.sort().join(', ')}.`, EXIT.usage);
  if (symptom !== undefined) return all.filter((each) => each.symptom === symptom);
  const present = all.filter((each) => each.present);
  return present.length > 0 ? present : all.filter((each) => each.possible);
};

const MAY_BE = 'If somebody misses something all the same, one of these may be why:';

/** The cause and what to do first, then what else was checked. */
const tell = (output: Output, { title, symptom, findings, cause }: Diagnosis): void => {
  output.line(`\n${title} ${colours.dim(`(${symptom})`)}`);
  if (cause === null) output.line(colours.dim('  Every check passes.'));
  else {
    tellFinding(output, cause);
    output.line(colours.dim('  Checked, too:'));
  }
  for (const finding of findings) if (finding !== cause) tellFinding(output, finding);
};

const tellFinding = (
  output: Output,
  { check, ok, expected, found, evidence, fix }: Finding,
): void => {
  const where = evidence === null ? '' : colours.dim(`  event ${evidence}`);
  output.line(
    `  ${markOf(ok)} ${check}: ${ok === false ? `expected ${expected}, found ` : ''}${found}${where}`,
  );
  if (fix !== null) output.line(`      ${fix}`);
};

const markOf = (ok: boolean | null): string => {
  if (ok === null) return colours.dim('?');
  return ok ? colours.green('✓') : colours.red('✗');
};
